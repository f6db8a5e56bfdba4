"""What a check is.

A check has two halves. ``observe`` runs in the sandbox beside the candidate's code and returns plain data; it holds no
expected value. ``inputs`` and ``holds`` run on the trusted side: they make the inputs from a seed, and compare what was
observed on the candidate's code with the same observation made on the reference in another process. A check that did not
run has not passed.

A file ``checks/<id>.py`` defines ``CHECKS``, a list of :class:`Check`. The top-level functions whose names start with
``observe`` are cut out of the file by their source and sent to the sandbox, and nothing else of the file is; so they
must stand alone, with their imports inside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Self

from hotseat.kernels.plaindata import Opaque

if TYPE_CHECKING:
    import numpy as np

__all__ = [
    "Call",
    "Case",
    "Check",
    "Growth",
    "Holds",
    "HoldsAll",
    "Kind",
    "Observation",
    "Opaque",
    "Raised",
    "Speed",
    "call",
]


@dataclass(frozen=True)
class Case:
    """One input. Its arguments are plain data, as :mod:`hotseat.kernels.plaindata` lists it: None, numbers, str, list,
    tuple, dict, NumPy arrays, pandas objects, tensors."""

    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict[str, Any])
    note: str = ""
    """What kind of case this is, such as "a constant column": safe to tell even where the check is hidden."""


@dataclass(frozen=True)
class Raised:
    """An exception that left the candidate's code."""

    type: str
    """The name of its class."""
    bases: tuple[str, ...]
    """The names of its class and of all that it inherits from, as built-in classes; so ValueError holds for its children."""
    message: str
    traceback: str = ""
    """The frames in the candidate's own file, as text."""


@dataclass(frozen=True)
class Observation:
    """What came back for one case, as plain data taken apart by exact type."""

    value: Any = None
    """What the call returned, or what the observer returned."""
    args_after: tuple[Any, ...] = ()
    """The positional arguments as they stand after the call."""
    kwargs_after: dict[str, Any] = field(default_factory=dict[str, Any])
    raised: Raised | None = None
    seconds: float = 0.0
    """Wall time of the case, measured from outside the candidate's process."""


@dataclass(frozen=True)
class Call:
    """The plainest observer: call one function of the candidate's with the case's arguments."""

    function: str


class Kind(str):
    """A sentence of a comparer that names the kind of fault and no expected value, so that a hidden check tells it too."""

    full: str
    """What a visible check says in its place, expected values and all."""

    def __new__(cls, sentence: str, full: str = "") -> Self:
        """``full`` left out, a visible check says the sentence itself."""
        made = super().__new__(cls, sentence)
        made.full = full or sentence
        return made


Holds = Callable[[Case, Observation, Observation], str | None]
"""Takes the case, what was got, what the reference gave; returns None where it holds, else one short sentence."""
HoldsAll = Callable[[Sequence[Case], Sequence[Observation], Sequence[Observation]], str | None]
"""The same over all cases of a check at once, for laws about distributions."""


@dataclass(frozen=True)
class Speed:
    """A bound on time as a ratio, both sides measured in the same run, interleaved, from outside."""

    at_most: float
    """The largest ratio of the candidate's time to the other's."""
    of: Literal["reference", "starter"] = "reference"
    repeats: int = 5
    """How often each side is timed; the minima are compared."""


SIZES = (1, 2, 4)
"""The multiples of n at which growth is measured."""


@dataclass(frozen=True)
class Growth:
    """A bound on how time grows with the input: the slope of log time over log size, fitted over n, 2n and 4n.

    The answers are held like those of the check itself, so that only a right one counts as quick.
    """

    inputs: Callable[[np.random.Generator, int], Sequence[Case]]
    """Makes the cases of a given size from a seeded generator."""
    at_most: float
    """The largest slope: about 1.3 where linear or n log n is asked for, 2.3 where quadratic is."""
    n: int = 1000
    """The size to begin with. Where that is too quick to be timed, four times as much is tried, and so on."""
    largest: int = 1_000_000
    """The size that is never exceeded; an answer that is still too quick to be timed there is quick enough."""
    repeats: int = 3
    """How often each size is timed; the minima are taken."""


@dataclass(frozen=True)
class Check:
    """One thing a submission must do."""

    name: str
    """What must hold, as a short phrase a candidate can read: "a constant input gives zeros"."""
    inputs: Callable[[np.random.Generator], Sequence[Case]]
    """Makes the cases from a seeded generator; same seed, same cases."""
    observe: Call | Callable[..., Any]
    """A :class:`Call`, or one of the file's own ``observe...`` functions: ``observe_x(candidate, *args, **kwargs)``,
    where ``candidate`` carries the candidate's names as attributes."""
    holds: Holds | None = None
    """Compares one case; left out, ``compare.same()``."""
    holds_all: HoldsAll | None = None
    """Compares all cases at once; given alone, it replaces ``holds``."""
    visible: bool = False
    """A visible check shows its input and what was expected; a hidden one names the kind of case."""
    many_answers: bool = False
    """Whether other answers than the reference's are right too, so that its answer is not shown as the expected one."""
    weight: float = 1.0
    seconds: float | None = None
    """Wall time for the whole check; left out, the question's own limit."""
    speed: Speed | None = None
    growth: Growth | None = None
    hint: str = ""
    """For a hidden check that failed: the kind of case to think of, without giving the test away."""


def call(function: str) -> Call:
    """The observer that calls ``function`` with the case's arguments."""
    return Call(function)
