"""Everything that can be asked of an interview: by the candidate, by the clock, and by what runs beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hotseat.interview.own_tests import OwnTests


@dataclass(frozen=True)
class Command:
    """The base of all commands."""


# What the candidate does.


@dataclass(frozen=True)
class Start(Command):
    """Begin: greet, and open the first section."""


@dataclass(frozen=True)
class Say(Command):
    text: str


@dataclass(frozen=True)
class Draft(Command):
    """What stands in the answer box is now ``text``; nothing is said by it."""

    text: str
    amends: int = 0
    """The message that is being amended there, by its sequence number, or 0."""


@dataclass(frozen=True)
class Amend(Command):
    """Let a message that was said say this instead."""

    message: int
    text: str


@dataclass(frozen=True)
class Edit(Command):
    """The question's code is now ``text``."""

    text: str
    pasted: str = ""
    """What was pasted to make it so."""


@dataclass(frozen=True)
class RunCells(Command):
    """Run these cells of the current code, one after the other; the first that fails stops the rest."""

    cells: tuple[int, ...]
    """Places in the file, from 0."""


@dataclass(frozen=True)
class Interrupt(Command):
    """Stop the cell that runs; where none does, stop the judge."""


@dataclass(frozen=True)
class RestartKernel(Command):
    """Throw the kernel's state away and begin afresh."""


@dataclass(frozen=True)
class ReplyInput(Command):
    text: str


@dataclass(frozen=True)
class Submit(Command):
    """Give the current code to the judge."""


@dataclass(frozen=True)
class Contest(Command):
    """Dispute the last verdict on a question; a case that stands alone is written."""

    reason: str = ""
    question: str | None = None
    """None: the open question, or the one submitted last where nothing was submitted for that."""


@dataclass(frozen=True)
class AskHint(Command):
    pass


@dataclass(frozen=True)
class Repeat(Command):
    """Say the question again."""


@dataclass(frozen=True)
class Next(Command):
    """Move on to what comes next."""


@dataclass(frozen=True)
class Skip(Command):
    """Leave the question unanswered and move on."""


@dataclass(frozen=True)
class Back(Command):
    """Open the question before this one again (practice only)."""


@dataclass(frozen=True)
class Reveal(Command):
    """Show the model answer and the reference (practice only)."""


@dataclass(frozen=True)
class Pause(Command):
    pass


@dataclass(frozen=True)
class Unpause(Command):
    pass


@dataclass(frozen=True)
class TickHabit(Command):
    habit: str
    on: bool


@dataclass(frozen=True)
class TickItem(Command):
    item: str
    on: bool


@dataclass(frozen=True)
class Overrule(Command):
    """Say of a rubric point that it was covered, or was not; None takes that back."""

    question: str
    thread: str
    point: str
    covered: bool | None


@dataclass(frozen=True)
class Leave(Command):
    """End the session here; it can still be read, and no longer be gone on with."""


# What the clock and the outside report.


@dataclass(frozen=True)
class Tick(Command):
    """Time has gone by."""

    typing: bool = False
    """A message is being typed: the interviewer waits for it."""


@dataclass(frozen=True)
class Resume(Command):
    """The session was opened again."""

    away_seconds: float


@dataclass(frozen=True)
class OutputArrived(Command):
    run: int
    outputs: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class CellFinished(Command):
    run: int
    ending: str
    sentence: str
    seconds: float
    count: int | None = None


@dataclass(frozen=True)
class InputWanted(Command):
    run: int
    prompt: str
    password: bool


@dataclass(frozen=True)
class KernelReported(Command):
    status: str
    sentence: str = ""


@dataclass(frozen=True)
class VerdictArrived(Command):
    submission: int
    question: str
    verdict: dict[str, Any]


@dataclass(frozen=True)
class OwnTestsArrived(Command):
    """What a submission's own tests came to."""

    question: str
    own: OwnTests


@dataclass(frozen=True)
class ReadingArrived(Command):
    question: str
    thread: str
    score: float
    points: tuple[dict[str, Any], ...]
    words: int
    amended: int = 0
    """The last amendment of what was read, by its sequence number, or 0."""


@dataclass(frozen=True)
class LeadArrived(Command):
    """A language model's wording of the beginning of a message."""

    said: int
    lead: str
    model: str


@dataclass(frozen=True)
class ModelWentSilent(Command):
    """The language model cannot be used for now."""

    model: str
    reason: str


@dataclass(frozen=True)
class SecondOpinionArrived(Command):
    """As the event of its kind."""

    question: str
    thread: str
    points: tuple[dict[str, Any], ...]
    words: int
    model: str


@dataclass(frozen=True)
class SolutionArrived(Command):
    """What is shown on :class:`Reveal`."""

    question: str
    answer: str
    solution: str


@dataclass(frozen=True)
class Refusal:
    """A command could not be carried out; the sentence says why and what to do."""

    sentence: str


@dataclass(frozen=True)
class NotSaved(Refusal):
    """The command itself was fine; what it leads to could not be written."""
