"""Everything that can happen in an interview, as one closed set of facts.

An event says what happened, never what to do about it. Its fields are plain data, so that it is one JSON line in the
journal. State, resume, review, score and export are all folds over these; nothing else is the truth.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, ClassVar

from hotseat.frozen import frozen

Data = dict[str, Any]
"""Plain JSON data."""


@frozen
class Event:
    """The base of all events."""

    streams: ClassVar[bool] = False
    """Written in batches and not synced: edits and output. Everything else is on disk before it is shown."""


@frozen
class SessionStarted(Event):
    """The first event: all that the session needs, so that it can be read when the bank has changed."""

    session: str
    mode: str
    """``interview`` or ``practice``."""
    title: str
    plan: Data
    questions: dict[str, Data]
    """Each drawn question in full, by id."""
    starters: dict[str, str]
    """The code each code question begins with, by id."""
    digests: dict[str, str]
    """A digest of each question's files, by id."""
    checklist: Data
    persona: str
    team: Data | None
    seed: int
    versions: dict[str, str]


@frozen
class SessionResumed(Event):
    """The session was opened again after it had been closed or killed; the time away is not charged."""

    away_seconds: float


@frozen
class Paused(Event):
    """The clock stands still (practice only)."""


@frozen
class Unpaused(Event):
    """The clock runs again."""


@frozen
class SessionEnded(Event):
    """Nothing more is asked."""

    reason: str
    """``finished``, ``left`` or ``time``."""


@frozen
class SectionOpened(Event):
    section: int


@frozen
class SectionClosed(Event):
    section: int
    overrun_seconds: float
    """How far past its budget the section went; 0 when it kept to it."""


@frozen
class QuestionOpened(Event):
    question: str


@frozen
class QuestionClosed(Event):
    question: str
    how: str
    """``done``, ``skipped``, ``time``, ``left`` or ``later`` (practice: it is opened again at the end)."""


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
class CodeEdited(Event):
    """Characters ``start`` to ``end`` of the question's code became ``text``."""

    question: str
    start: int
    end: int
    text: str
    streams: ClassVar[bool] = True


@frozen
class CellRun(Event):
    run: int
    question: str
    cell: int
    """The cell's place in the file, from 0."""
    code: str


@frozen
class CellOutput(Event):
    run: int
    outputs: tuple[Data, ...]
    streams: ClassVar[bool] = True


@frozen
class CellEnded(Event):
    run: int
    ending: str
    """``finished``, ``failed``, ``interrupted``, ``timed-out``, ``died``, ``killed-for-memory`` or ``not-run``."""
    sentence: str
    seconds: float
    count: int | None = None
    """The kernel's execution count."""


@frozen
class InputAsked(Event):
    run: int
    prompt: str
    password: bool


@frozen
class InputReplied(Event):
    run: int
    text: str
    """Empty for a password."""


@frozen
class KernelChanged(Event):
    status: str
    """``starting``, ``ready``, ``busy``, ``dead``, ``stopped`` or ``missing``."""
    sentence: str = ""


@frozen
class Submitted(Event):
    submission: int
    question: str
    code: str


@frozen
class Judged(Event):
    submission: int
    question: str
    verdict: Data
    """question, verdict, reason, score, seconds, checks, seed, notes, missing_names, missing_packages; the digest of the
    bank's files and the versions it rests on."""


@frozen
class OwnTestsTried(Event):
    """The candidate's own tests were tried on the reference and on the known-wrong solutions; see ``own_tests``."""

    submission: int
    question: str
    tests: int
    of_starter: int
    wrong_tests: tuple[str, ...]
    left_out: tuple[str, ...]
    caught: int
    faults: int
    idle_tests: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    more_wrong: int = 0
    more_idle: int = 0
    more_slow: int = 0
    held: int | None = None


@frozen
class VerdictContested(Event):
    """The person disputes a verdict. The score stays, marked as disputed; the case was on disk before this was recorded."""

    submission: int
    reason: str
    file: str
    """The case, as a path inside the session's folder."""


@frozen
class WarningSpoken(Event):
    """A time warning was said; each kind once for its subject."""

    kind: str
    """``five-minutes``, ``five-minutes-here`` (the question's), ``one-minute``, ``time-over`` or ``wrap-up``."""
    section: int
    question: str | None = None


@frozen
class TimePassed(Event):
    """Nothing else happened for a while; written so that a session cut off goes on at the time it had come to."""

    streams: ClassVar[bool] = True


@frozen
class SilenceNoticed(Event):
    question: str


@frozen
class IncidentHappened(Event):
    """Something went wrong or changed while a question was worked on; how the person recovers is evidence."""

    kind: str
    """``kernel-dies``, ``data-leak`` or ``requirement-change``."""
    section: int
    question: str


@frozen
class TeamAsked(Event):
    """The candidate asked a question of their own."""

    text: str
    fact: str | None
    group: str | None
    specific: bool


@frozen
class HabitTicked(Event):
    habit: str
    on: bool


@frozen
class ItemTicked(Event):
    """A line of the before-the-call list."""

    item: str
    on: bool


@frozen
class Revealed(Event):
    """The model answer and the reference were shown (practice only)."""

    question: str
    answer: str
    solution: str


@frozen
class Unknown(Event):
    """An event of a kind this version does not know; kept and skipped."""

    kind: str
    data: Data


@frozen
class Recorded:
    """An event with its place in the journal."""

    seq: int
    at: float
    """Seconds of the interview, pauses and time away left out."""
    wall: str
    """Date and time in UTC, ISO 8601."""
    event: Event


def _kind(cls: type[Event]) -> str:
    name = cls.__name__
    return "".join(f"-{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


KINDS: dict[str, type[Event]] = {_kind(cls): cls for cls in Event.__subclasses__() if cls is not Unknown}
"""Every kind of event by its name in the journal."""
_FIELDS: dict[type[Event], frozenset[str]] = {cls: frozenset(f.name for f in fields(cls)) for cls in KINDS.values()}


def to_record(recorded: Recorded) -> Data:
    """The journal's record of an event: seq, at, wall, kind, data."""
    event = recorded.event
    kind, data = (
        (event.kind, event.data)
        if isinstance(event, Unknown)
        else (_kind(type(event)), {f.name: getattr(event, f.name) for f in fields(event)})
    )
    return {
        "seq": recorded.seq,
        "at": round(recorded.at, 3),
        "wall": recorded.wall,
        "kind": kind,
        "data": data,
    }


def from_record(record: Data) -> Recorded:
    """The event of a journal's record. A kind this version does not know, or one with other fields, becomes Unknown."""
    kind, data = str(record.get("kind", "")), record.get("data")
    data = data if isinstance(data, dict) else {}
    cls = KINDS.get(kind)
    event: Event = Unknown(kind, data)
    if cls is not None:
        names = _FIELDS[cls]
        plain = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items() if k in names}
        try:
            event = cls(**plain)
        except TypeError:
            event = Unknown(kind, data)
    return Recorded(int(record["seq"]), float(record["at"]), str(record.get("wall", "")), event)
