"""What a front end needs from below. ``cli.wiring`` fits the real thing; the tests fit their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from hotseat.front.kept import Kept
from hotseat.frozen import frozen

if TYPE_CHECKING:
    from hotseat.front.plan_view import PlanView
    from hotseat.interview.commands import Command
    from hotseat.interview.engine import Engine
    from hotseat.interview.state import State
    from hotseat.kernels.code_help import Matches, Place
    from hotseat.review.peers import PeerScores


FIRST_STEPS = "first-steps"
"""The question that shows the keys; it is in no bank, and its session in no review."""


class Trouble(Exception):
    """Something could not be done; the message says what is wrong and what to do, in a sentence or two."""


class NeedsTrust(Trouble):
    """A pack brings code that must be trusted before this can be begun."""

    def __init__(self, pack: str, told: Sequence[str]) -> None:
        """``told`` is what a person should know of the pack before they trust it, a paragraph each."""
        super().__init__(f"The pack {pack} is not trusted.")
        self.pack = pack
        self.told = tuple(told)


@frozen
class AgendaLine:
    """An interview that can be started."""

    id: str
    title: str
    minutes: float


@frozen
class PersonaLine:
    """An interviewer who can be chosen."""

    id: str
    name: str
    title: str
    """Their way of speaking, in a few words."""


@frozen
class QuestionLine:
    """A question that can be practised."""

    id: str
    title: str
    kind: str
    topic: str
    level: str
    minutes: float
    seen: int = 0
    """In how many sessions it was asked so far."""
    closed: bool = False
    """Whether its pack must be trusted before it can be asked."""
    lacks: str = ""
    """What must be installed before it can be asked, such as ``needs numba: pip install 'hotseat[engines]'``."""


@frozen
class SessionLine:
    """One session on disk."""

    id: str
    title: str
    mode: str
    started: str
    """Date and time as it is shown."""
    spent: float
    """Seconds of the interview."""
    ended: str = ""
    """Why it ended; empty while it can be gone on with."""
    word: str = ""
    """The overall score as a word, where it is known."""
    fault: str = ""
    """Why it cannot be read, where it cannot."""


@frozen
class FigureLine:
    """A claim of a model answer and what its cell printed just now. Text from outside."""

    claim: str
    printed: str
    holds: bool
    sentence: str
    """Whether the claim holds, in a sentence."""


@frozen
class Overview:
    """What is told at home, before anything is chosen."""

    questions: int
    topics: int
    agendas: tuple[AgendaLine, ...]
    open: SessionLine | None = None
    """The session that was left open last."""
    faults: tuple[str, ...] = ()
    """What is broken in the bank, a sentence each."""
    hints: tuple[str, ...] = ()
    """What this machine lacks, a sentence each with its remedy."""
    tip: str = ""
    """A piece of advice for the day."""
    personas: tuple[PersonaLine, ...] = ()
    new: bool = False
    """Whether no session was ever begun on this machine."""


class CodeHelper(Protocol):
    """Helps with code that is being written; everything it returns is harmless text."""

    async def complete(self, place: Place) -> Matches:
        """The names that fit at a place; none where nothing is known."""
        ...

    async def signature(self, place: Place) -> str:
        """How what is being called is called, and in a second line what it does; empty where that is not known."""
        ...

    async def docs(self, place: Place) -> str:
        """The documentation of the name at a place; empty where there is none."""
        ...


@frozen
class Desk:
    """What belongs to the code of one session."""

    folder: Path
    """The session's own folder."""
    help: CodeHelper | None = None


class Service(Protocol):
    """Starts, resumes and reads sessions. Every method that fails raises :class:`Trouble`."""

    reading: str
    """How far the reading of the bank is, in a sentence; empty while it is not being read, or for less than a second."""
    persona: str
    """The id of the interviewer of the sessions that are begun from now on."""

    async def overview(self) -> Overview: ...

    async def glance(self) -> Sequence[QuestionLine]:
        """The first questions of the bank, at once, as they were when it was last read; none where it never was."""
        ...

    async def questions(self) -> Sequence[QuestionLine]:
        """All questions of the bank that can be asked, as their files are now."""
        ...

    async def sessions(self) -> Sequence[SessionLine]:
        """All sessions, newest first."""
        ...

    async def warm(self) -> None:
        """Get ready what takes time, such as the kernel; called once the person has something to read."""
        ...

    async def start_interview(self, agenda: str) -> Engine:
        """A new interview, begun."""
        ...

    async def start_practice(self, question: str | None) -> Engine:
        """A new practice, begun; None draws a question. Raises :class:`NeedsTrust` too."""
        ...

    async def start_first_steps(self) -> Engine:
        """A practice of :data:`FIRST_STEPS`, begun; nothing of it is kept or counted."""
        ...

    async def trust(self, pack: str) -> bool:
        """Trust a pack as it was told of by the last :class:`NeedsTrust`; returns True."""
        ...

    async def resume(self, session: str) -> Engine:
        """A session that was left open, going on from where it stood."""
        ...

    async def read(self, session: str) -> State:
        """What a session's journal adds up to."""
        ...

    async def export(self, session: str, form: str = "md") -> Path:
        """Write a session in one of the forms of :mod:`hotseat.review.export.formats`; returns where it is."""
        ...

    async def peers(self, session: str) -> Sequence[PeerScores]:
        """What peers said of a session; nothing where nobody has scored it."""
        ...

    async def contest(self, session: str, question: str, reason: str) -> tuple[State, Path]:
        """Contest the last verdict on a question of a session that is over or left; its state then, and the case."""
        ...

    async def look_back(self, session: str, word: Command) -> State:
        """Add something to a session that is over or left, one of :data:`hotseat.interview.decide.LOOKING_BACK`.

        Returns its state then.
        """
        ...

    async def plan(self) -> PlanView:
        """What is due today and in the days ahead, as it stands now; with a date until the interview."""
        ...

    async def set_plan(self, interview_on: str, minutes: int | None) -> PlanView:
        """Lay out a plan until a date as it was typed; what is empty or None stays as it is in the plan there is."""
        ...

    async def forget_plan(self) -> PlanView:
        """Take the plan away; what is due stays."""
        ...

    async def figure(self, question: str, cell: str) -> FigureLine:
        """Compute a figure that the model answer of a question of the bank claims; it takes seconds."""
        ...

    def desk(self, session: str) -> Desk | None:
        """Where the code of a session that is being sat may be kept, and who helps with it; None for nowhere."""
        ...

    @property
    def bracket_pairs(self) -> bool:
        """Whether the editor closes brackets as they are opened."""
        ...

    @property
    def asks_guess(self) -> bool:
        """Whether practice asks for a guess before it shows a score."""
        ...

    @property
    def kept(self) -> Kept:
        """What the screen remembers between sessions."""
        ...

    async def keep(self, kept: Kept) -> None:
        """Remember this from now on."""
        ...

    async def close(self) -> None:
        """Stop whatever :meth:`warm` got going."""
        ...
