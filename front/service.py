"""What a front end needs from below. ``cli.wiring`` fits the real thing; the tests fit their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from hotseat.front.kept import Kept
from hotseat.frozen import frozen

if TYPE_CHECKING:
    from hotseat.front.attempt_words import AttemptLine, Tried
    from hotseat.front.chart_words import Charts
    from hotseat.front.elsewhere import Onlook
    from hotseat.front.pack_preview import FindingLine, PackLine, PackView
    from hotseat.front.past import Past
    from hotseat.front.plan_view import PlanView
    from hotseat.interview.commands import Command
    from hotseat.interview.engine import Engine
    from hotseat.interview.state import State
    from hotseat.kernels.code_help import Matches, Place
    from hotseat.review.attempts import Comparison
    from hotseat.review.peers import PeerScores
    from hotseat.review.replay_recording import Recording


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
    result: str = ""
    """What came of it in a few words, where that is known: of an interview its hire signal, of a practice its verdict."""
    fault: str = ""
    """Why it cannot be read, where it cannot."""
    lost: str = ""
    """What of it cannot be read, in a sentence, where the rest can."""
    closed: bool = False
    """Whether it cannot be gone on with, since its file is damaged."""
    candidate: str = ""
    """The scripted candidate who sat it; empty where a person did."""

    @property
    def damaged(self) -> bool:
        """Whether its file is broken before its end was written, so that it neither ended nor can be gone on with."""
        return self.closed and not (self.ended or self.fault)


@frozen
class FigureLine:
    """A claim of a model answer and what its cell printed just now. Text from outside."""

    claim: str
    printed: str
    holds: bool
    sentence: str
    """Whether the claim holds, in a sentence."""


@frozen
class ReferenceLine:
    """The reference solution of a question. Text from outside."""

    code: str
    """Empty where the question has none."""
    note: str = ""
    """What should be known of it, in a sentence: that it is another one than at the time, or why there is none."""


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
    mistakes: tuple[str, ...] = ()
    """What cannot be used of the settings, a sentence each."""
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

    async def past(self, typed: str = "", first: int = 0, count: int = 100, *, typing: bool = False) -> Past:
        """Some of the past sessions that fit what was typed, at once, as they are known; see ``review.wishes``.

        ``typing``: the last word may not be finished yet.
        """
        ...

    async def look_over(self) -> bool:
        """Read what has changed on the disk of the sessions; returns whether anything had. The first time takes long."""
        ...

    async def session(self, session: str) -> SessionLine | None:
        """One session as it is now; None where there is none with this id."""
        ...

    async def tried(self, session: str) -> Sequence[Tried]:
        """The questions of a session that were asked in another one too, the most often asked first."""
        ...

    async def attempts(self, question: str) -> Sequence[AttemptLine]:
        """All attempts at a question, newest first."""
        ...

    async def comparison(self, question: str, one: str, other: str) -> Comparison:
        """The attempts at a question in two sessions, side by side."""
        ...

    async def charts(self) -> Charts:
        """What there is to draw of all sessions that have ended."""
        ...

    async def warm(self) -> None:
        """Get ready what takes time, such as the kernel; called once the person has something to read."""
        ...

    async def start_interview(self, agenda: str, *, final: bool = False) -> Engine:
        """A new interview, begun; the ``final`` one gets the questions that were kept back for it."""
        ...

    async def start_practice(self, question: str | None) -> Engine:
        """A new practice, begun; None takes what is due, then what is new. Raises :class:`NeedsTrust` too."""
        ...

    async def start_first_steps(self) -> Engine:
        """A practice of :data:`FIRST_STEPS`, begun; nothing of it is kept or counted."""
        ...

    async def trust(self, pack: str) -> bool:
        """Trust a pack as it was told of by the last :class:`NeedsTrust`; returns True."""
        ...

    async def resume(self, session: str) -> Engine:
        """A session that was left open, going on from where it stood.

        Raises :class:`hotseat.front.elsewhere.OpenElsewhere` where another program has it open.
        """
        ...

    async def read(self, session: str) -> State:
        """What a session's journal adds up to."""
        ...

    async def recording(self, session: str) -> Recording:
        """All that a session's journal holds, record by record, as far as it can be read."""
        ...

    async def onlook(self, session: str, known: Recording | None) -> Onlook:
        """What is new in a session that another program has open, to somebody who was given ``known`` before, if anything."""
        ...

    async def reference(self, session: str, question: str) -> ReferenceLine:
        """The reference of a question in code of a session that is over; one that is open may still be answered."""
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

    async def packs(self) -> Sequence[PackLine]:
        """The packs of this person, but for what ships with Hotseat."""
        ...

    async def preview(self, folder: str) -> PackView:
        """The pack in a folder as it is now; nothing of it is run."""
        ...

    async def preview_stamp(self, folder: str) -> str:
        """What a pack's folder looks like now, to be held against that of a :class:`PackView`."""
        ...

    async def try_out(self, folder: str, question: str, *, agreed: bool = False) -> Sequence[FindingLine]:
        """Run the code of a question of a pack in the sandbox; what does not hold.

        Raises :class:`NeedsTrust` where nobody stands for the pack, unless the person ``agreed`` to have it run this once.
        """
        ...

    def desk(self, session: str) -> Desk | None:
        """Where the code of a session that is being sat may be kept, and who helps with it; None for nowhere."""
        ...

    @property
    def reading_past(self) -> str:
        """How far the reading of the past sessions is, as ``reading`` tells of the bank."""
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
