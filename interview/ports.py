"""What the interview needs from outside, as protocols; ``cli.wiring`` fits the real ones, tests fit fakes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

if TYPE_CHECKING:
    from hotseat.interview.commands import Command
    from hotseat.interview.events import Recorded
    from hotseat.interview.state import State
    from hotseat.question_bank.model import Question, RubricPoint

Outputs = tuple[Mapping[str, Any], ...]
OnCheck = Callable[[Mapping[str, Any]], None]
"""Takes one check of a verdict: name, outcome, message, seconds, hidden."""


class Voice(Protocol):
    """Words what the interviewer has decided to say. Pure: the same arguments give the same words."""

    def say(self, act: str, facts: Mapping[str, str], used: frozenset[str], salt: int) -> tuple[str, str]:
        """The sentence for an act and the key of the line it was made from; no line in ``used`` is taken again."""
        ...


class Ears(Protocol):
    """Understands free words. Pure."""

    def match(self, asked: str, ways: Sequence[tuple[str, Sequence[str]]]) -> str | None:
        """The id whose ways of asking fit what was asked, or None when none honestly does."""
        ...


class Assessor(Protocol):
    """Holds an answer in words against rubric points."""

    def read(
        self, prompt: str, model_answer: str | None, points: Sequence[RubricPoint], answer: str
    ) -> tuple[float, tuple[Mapping[str, Any], ...]]:
        """A score from 0 to 1, and for each point: id, covered, contradicted, unclear, probability, evidence."""
        ...


class Judge(Protocol):
    """Holds code against a question's checks."""

    async def warm(self, question: Question) -> None:
        """Get ready for this question's first submission."""
        ...

    async def judge(self, question: Question, code: str, on_check: OnCheck) -> Mapping[str, Any]:
        """The verdict; ``on_check`` hears of each check as it is settled. A cancelled call ends what it started.

        It holds question, verdict, reason, score, seconds, checks, seed, notes, missing_names, missing_packages."""
        ...

    async def try_own_tests(self, question: Question, code: str) -> Mapping[str, Any] | None:
        """What the code's own tests catch: tests, of_starter, wrong_tests, left_out, caught, faults, and the rest of
        :class:`hotseat.interview.own_tests.OwnTests`; None where nothing can be said.

        Slow; it gives way to verdicts, and a cancelled call leaves nothing behind.
        """
        ...

    async def close(self) -> None: ...


class Ending(Protocol):
    """How a cell ended."""

    kind: ClassVar[str]
    """``finished``, ``failed``, ``interrupted``, ``timed-out``, ``died``, ``killed-for-memory``, ``end-missed`` or
    ``not-run``."""

    @property
    def sentence(self) -> str: ...

    @property
    def count(self) -> int | None: ...


class Runner(Protocol):
    """Runs cells in a kernel."""

    async def start(
        self, on_status: Callable[[str, str], None], on_background: Callable[[Mapping[str, Any]], None]
    ) -> None:
        """Start the kernel; reports ``starting``, ``ready``, ``away``, ``dead``, ``missing`` with a sentence, and never raises.

        ``on_background`` gets what is shown while no cell runs, as by a thread that goes on."""
        ...

    async def run(
        self,
        code: str,
        on_output: Callable[[Mapping[str, Any]], None],
        ask_input: Callable[[str, bool], Awaitable[str | None]],
    ) -> Ending: ...

    async def holds(self, names: Sequence[str], packages: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Which of the names the kernel knows now, and which of the packages it could import; empty where it cannot say."""
        ...

    async def prepare(self, code: str) -> Ending:
        """Run code that is not the person's: it shows nothing, and no cell's number counts it."""
        ...

    def whole_output(self, file: str) -> str:
        """Where all that a cell printed lies, by the name its output of the kind ``kept`` gives; empty where it is gone."""
        ...

    async def interrupt(self) -> None: ...

    async def restart(self) -> None: ...

    async def crash(self) -> None:
        """Let the kernel die as if it had been killed from outside; the status ``dead`` is reported."""
        ...

    async def stop(self) -> None: ...


class Cases(Protocol):
    """Keeps the cases of contested verdicts."""

    def keep(self, file: str, case: Mapping[str, Any]) -> None:
        """Write a case, whole and private, adding what only the bank knows. Raises OSError where it cannot be written."""
        ...

    def path(self, file: str) -> str:
        """Where a case lies, as people need it."""
        ...


class Labels(Protocol):
    """Keeps a person's own word on rubric points, on their machine alone."""

    def keep(self, label: Mapping[str, Any]) -> None:
        """Add a label to those that are kept. Raises OSError where it cannot be written."""
        ...


class Answers(Protocol):
    """Knows what may be shown once a question is given up."""

    def solution(self, question: str) -> str:
        """The reference's text, or an empty text where there is none."""
        ...


class Speech(Protocol):
    """A language model beside the interview: it says what was decided in other words, and gives second opinions.

    What it comes to is reported as commands; whatever goes wrong, the interview stands as it was decided.
    """

    @property
    def spoken(self) -> Mapping[int, str]:
        """The messages it is at, by the sequence number of their events, and how much of each has come."""
        ...

    @property
    def note(self) -> str:
        """Whose words they are at the moment, in a few of them."""
        ...

    def bind(self, post: Callable[[Command], Awaitable[None]]) -> None:
        """Where reports go."""
        ...

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` whenever ``spoken`` or ``note`` change; returns how to stop that."""
        ...

    def after(self, state: State, events: Sequence[Recorded]) -> None:
        """Begin what these events ask for."""
        ...

    def go_on(self, state: State) -> None:
        """Begin what a session that was closed still lacks."""
        ...

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        ...

    async def close(self, *, ended: bool) -> None:
        """Stop; second opinions under way are waited for a little when the session has ``ended``."""
        ...
