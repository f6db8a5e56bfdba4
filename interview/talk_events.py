"""What happens in the conversation: what is said, asked, hinted and answered, and how answers are read."""

from __future__ import annotations

from typing import ClassVar

from hotseat.frozen import frozen
from hotseat.interview.event import Data, Event


@frozen
class CandidateSaid(Event):
    text: str
    act: str
    """What it was taken for: ``answer``, ``aloud``, ``clarify``, ``hint``, ``skip``, ``later``, ``repeat``,
    ``dont-know``, ``nothing-more``, ``asked-time``, ``asked-on``, ``asked-right``, ``asked-docs``,
    ``asked-assistant``, ``asked-break``, ``ready``, ``greeting``, ``waits``, ``opening-question``,
    ``own-question`` or ``no-questions``."""
    question: str | None = None
    thread: str = "main"
    """``main``, or the id of the follow-up or ``probe:<point>`` it answers."""
    told: str = ""
    """Of a message that asks, the sentences around it that count towards the answer."""


@frozen
class AnswerDrafted(Event):
    """Characters ``start`` to ``end`` of what stands in the answer box became ``text``. Nothing of it has been said."""

    start: int
    end: int
    text: str
    amends: int = 0
    """The message that is being amended, by its number: the change is to its text, and the draft waits; 0: to the draft."""
    streams: ClassVar[bool] = True


@frozen
class AnswerAmended(Event):
    """What was said in a message is now this; the message itself stays where it was recorded."""

    message: int
    """Its sequence number."""
    text: str


@frozen
class InterviewerSaid(Event):
    text: str
    act: str
    question: str | None = None
    line: str = ""
    """The persona's line it was made from, so that none is used twice."""
    lead: int = 0
    """How many signs at the beginning are the voice's own, which a language model may say in other words."""
    keep: tuple[str, ...] = ()
    """Facts in those signs: they stand word for word in any other wording."""


@frozen
class InterviewerReworded(Event):
    """A language model said the beginning of a message in other words; the rest of it stands as it was decided."""

    said: int
    """Sequence number of the message's event."""
    lead: str
    model: str


@frozen
class ModelFellSilent(Event):
    """The language model could not be used, and the offline voice speaks for it; recorded once a session."""

    model: str
    reason: str


@frozen
class ClarificationGiven(Event):
    question: str
    clarification: str


@frozen
class ClarificationUnmatched(Event):
    """Asked for something the bank has no answer to; kept for the bank's author."""

    question: str
    text: str


@frozen
class HintGiven(Event):
    question: str
    rung: int
    """1, 2 or 3."""


@frozen
class FollowUpAsked(Event):
    question: str
    thread: str
    """The follow-up's id, ``probe:<point>`` for a question about an uncovered point, ``contest:<point>`` about a doubtful one."""


@frozen
class FloorOffered(Event):
    """Time was left: one more uncovered point was asked about, or whether there is anything to add."""

    question: str
    thread: str
    """``probe:<point>`` or ``add``."""


@frozen
class BackToTask(Event):
    """What had been asked in the middle of coding is answered; the code goes on."""

    question: str


@frozen
class AnswerRead(Event):
    """An answer in words was held against its rubric."""

    question: str
    thread: str
    score: float
    points: tuple[Data, ...]
    """For each rubric point: id, covered, contradicted, unclear, probability, evidence."""
    words: int
    """How many words of the thread had been read; tells a late reading from a newer one."""


@frozen
class SecondOpinionGiven(Event):
    """A language model's opinion on the points that the reading did not find covered; kept beside the reading."""

    question: str
    thread: str
    points: tuple[Data, ...]
    """For each of these points: id, opinion (``covered``, ``contradicted`` or ``absent``), quote."""
    words: int
    """How many words of the thread it is about, as in the reading."""
    model: str


@frozen
class PointOverruled(Event):
    """The person says of a rubric point that it was covered, or was not; kept beside the reading."""

    question: str
    thread: str
    point: str
    covered: bool


@frozen
class OverruleWithdrawn(Event):
    """The person takes their word on a rubric point back; the reading counts again."""

    question: str
    thread: str
    point: str


@frozen
class TeamAsked(Event):
    """The candidate asked a question of their own."""

    text: str
    fact: str | None
    group: str | None
    specific: bool


@frozen
class SilenceNoticed(Event):
    question: str
