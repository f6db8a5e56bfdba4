"""What happens to code: edits, cells and their output, the kernel, submissions and their verdicts."""

from __future__ import annotations

from typing import ClassVar

from hotseat.frozen import frozen
from hotseat.interview.event import Data, Event


@frozen
class CodeEdited(Event):
    """Characters ``start`` to ``end`` of the question's code became ``text``."""

    question: str
    start: int
    end: int
    text: str
    streams: ClassVar[bool] = True


@frozen
class CodePasted(Event):
    """Much of what the last edit put in was pasted. Only its size is told: the text is the edit's."""

    question: str
    lines: int
    """Lines with something on them."""
    characters: int


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
    """``finished``, ``failed``, ``interrupted``, ``timed-out``, ``died``, ``killed-for-memory``, ``end-missed`` or
    ``not-run``."""
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
    """``starting``, ``ready``, ``busy``, ``away``, ``dead``, ``stopped`` or ``missing``."""
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
