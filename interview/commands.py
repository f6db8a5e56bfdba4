"""Everything that can be asked of an interview: by the candidate, by the clock, and by what runs beside it."""

from __future__ import annotations

from typing import Any

from hotseat.frozen import frozen
from hotseat.interview.own_tests import OwnTests


@frozen
class Command:
    """The base of all commands."""


# What the candidate does.


@frozen
class Start(Command):
    """Begin: greet, and open the first section."""


@frozen
class Say(Command):
    text: str


@frozen
class Draft(Command):
    """What stands in the answer box is now ``text``; nothing is said by it."""

    text: str
    amends: int = 0
    """The message that is being amended there, by its sequence number, or 0."""


@frozen
class Amend(Command):
    """Let a message that was said say this instead."""

    message: int
    text: str


@frozen
class Edit(Command):
    """The question's code is now ``text``."""

    text: str
    pasted: str = ""
    """What was pasted to make it so."""


@frozen
class RunCells(Command):
    """Run these cells of the current code, one after the other; the first that fails stops the rest."""

    cells: tuple[int, ...]
    """Places in the file, from 0."""


@frozen
class Interrupt(Command):
    """Stop the cell that runs; where none does, stop the judge."""


@frozen
class RestartKernel(Command):
    """Throw the kernel's state away and begin afresh."""


@frozen
class ReplyInput(Command):
    text: str


@frozen
class Submit(Command):
    """Give the current code to the judge."""


@frozen
class Contest(Command):
    """Dispute the last verdict on a question; a case that stands alone is written."""

    reason: str = ""
    question: str | None = None
    """None: the open question, or the one submitted last where nothing was submitted for that."""


@frozen
class AskHint(Command):
    pass


@frozen
class Repeat(Command):
    """Say the question again."""


@frozen
class Next(Command):
    """Move on to what comes next."""


@frozen
class Skip(Command):
    """Leave the question unanswered and move on."""


@frozen
class Back(Command):
    """Open the question before this one again (practice only)."""


@frozen
class Reveal(Command):
    """Show the model answer and the reference (practice only)."""


@frozen
class Pause(Command):
    pass


@frozen
class Unpause(Command):
    pass


@frozen
class TickHabit(Command):
    habit: str
    on: bool


@frozen
class TickItem(Command):
    item: str
    on: bool


@frozen
class Overrule(Command):
    """Say of a rubric point that it was covered, or was not; None takes that back."""

    question: str
    thread: str
    point: str
    covered: bool | None


@frozen
class ContestLine(Command):
    """Say what is wrong with a line of the scorecard; an empty reason takes that back."""

    line: str
    """As :attr:`hotseat.interview.scoring.Line.name` has it."""
    told: str
    reason: str


@frozen
class GuessScore(Command):
    """Say what a question's score will be, before it is shown."""

    question: str
    guess: float
    """From 0 to 1."""


@frozen
class SetGrade(Command):
    """Say how well a question was known: ``again``, ``hard``, ``good`` or ``easy``; empty takes the word back."""

    question: str
    grade: str


@frozen
class SetBookmark(Command):
    """Mark a moment of the session, or change its note."""

    moment: int
    """The sequence number of an event."""
    note: str = ""


@frozen
class RemoveBookmark(Command):
    moment: int


@frozen
class Leave(Command):
    """End the session here; it can still be read, and no longer be gone on with."""


# What somebody in the second seat does.


@frozen
class TakeSeat(Command):
    """Somebody joins, to watch and to speak as the interviewer does."""

    name: str


@frozen
class SeatSays(Command):
    name: str
    text: str


@frozen
class LeaveSeat(Command):
    name: str


# What the clock and the outside report.


@frozen
class Tick(Command):
    """Time has gone by."""

    typing: bool = False
    """A message is being typed: the interviewer waits for it."""


@frozen
class Resume(Command):
    """The session was opened again."""

    away_seconds: float


@frozen
class OutputArrived(Command):
    run: int
    outputs: tuple[dict[str, Any], ...]


@frozen
class CellFinished(Command):
    run: int
    ending: str
    sentence: str
    seconds: float
    count: int | None = None


@frozen
class InputWanted(Command):
    run: int
    prompt: str
    password: bool


@frozen
class KernelReported(Command):
    status: str
    sentence: str = ""


@frozen
class VerdictArrived(Command):
    submission: int
    question: str
    verdict: dict[str, Any]


@frozen
class OwnTestsArrived(Command):
    """What a submission's own tests came to."""

    question: str
    own: OwnTests


@frozen
class ReadingArrived(Command):
    question: str
    thread: str
    score: float
    points: tuple[dict[str, Any], ...]
    words: int
    amended: int = 0
    """The last amendment of what was read, by its sequence number, or 0."""


@frozen
class LeadArrived(Command):
    """A language model's wording of the beginning of a message."""

    said: int
    lead: str
    model: str


@frozen
class ModelWentSilent(Command):
    """The language model cannot be used for now."""

    model: str
    reason: str


@frozen
class SecondOpinionArrived(Command):
    """As the event of its kind."""

    question: str
    thread: str
    points: tuple[dict[str, Any], ...]
    words: int
    model: str


@frozen
class SolutionArrived(Command):
    """What is shown on :class:`Reveal`."""

    question: str
    answer: str
    solution: str


@frozen
class Refusal:
    """A command could not be carried out; the sentence says why and what to do."""

    sentence: str


@frozen
class NotSaved(Refusal):
    """The command itself was fine; what it leads to could not be written."""
