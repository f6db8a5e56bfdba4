"""Comparers: what a check's ``holds`` may be made of.

Each takes its settings and returns a function of the case, what was got and what the reference gave, which returns None
where the answer holds and one sentence where it does not. They run on the trusted side, on values put together from
bytes, so that no answer has a say in how it is compared.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from hotseat.reference.check import Case, Holds, HoldsAll, Observation, Opaque
from hotseat.reference.differences import EXACT, Tolerance, difference
from hotseat.reference.query_rows import same_rows
from hotseat.reference.raised import raised_sentence
from hotseat.reference.shown import short

__all__ = [
    "all_of",
    "any_of",
    "close_scalar",
    "in_range",
    "input_alone",
    "input_kept",
    "numbers",
    "pooled",
    "raised_sentence",
    "raises",
    "same",
    "same_distribution",
    "same_frame",
    "same_rows",
    "same_set",
    "short",
]


def same(
    *,
    rtol: float = 1e-7,
    atol: float = 1e-9,
    dtype: str | None = None,
    keep_input: bool = True,
    nan: Literal["equal", "never"] = "equal",
) -> Holds:
    """The answer is the reference's, number by number within ``atol + rtol * |reference|``.

    Shapes must agree exactly; nan and infinity must stand where the reference has them (``nan="never"``: no nan at all).
    ``dtype`` asks for a dtype by name, or for ``float``, ``int``, ``bool``, ``complex`` of any width. With ``keep_input``
    the arguments must be after the call what they were before. Where the reference raises, the answer must raise an
    exception of the same class or a child of it.
    """
    near = Tolerance(rtol, atol, nan, dtype)

    def holds(case: Case, got: Observation, want: Observation) -> str | None:
        if want.raised is not None:
            return raises(want.raised.type, keep_input=keep_input)(case, got, want)
        if got.raised is not None:
            return raised_sentence(got.raised)
        fault = input_kept(case, got, want) if keep_input else None
        return fault or difference(got.value, want.value, near)

    return holds


def same_frame(*, rtol: float = 1e-7, atol: float = 1e-9, labels: bool = True, keep_input: bool = True) -> Holds:
    """The answer is the reference's Series or DataFrame: values, nulls and, with ``labels``, index, names and dtypes."""
    near = Tolerance(rtol, atol, labels=labels)

    def holds(case: Case, got: Observation, want: Observation) -> str | None:
        if got.raised is not None:
            return raised_sentence(got.raised)
        fault = input_kept(case, got, want) if keep_input else None
        return fault or difference(got.value, want.value, near)

    return holds


def input_kept(case: Case, got: Observation, want: Observation) -> str | None:
    """A comparer by itself: the arguments are after the call exactly what they were before, nan equal to nan."""
    if len(got.args_after) != len(case.args) or set(got.kwargs_after) != set(case.kwargs):
        return "The input was changed in place: an argument is gone."
    pairs = [(f"argument {k}", a, b) for k, (a, b) in enumerate(zip(got.args_after, case.args, strict=True), 1)]
    pairs += [(f"argument {name}", got.kwargs_after[name], value) for name, value in case.kwargs.items()]
    for where, after, before in pairs:
        fault = difference(after, before, EXACT, where)
        if fault is not None:
            told = fault.replace("it was expected to be", "it had been")
            told = told.replace(" was expected", " was passed in").replace(" were expected", " were passed in")
            return f"The input was changed in place: {told[:1].lower()}{told[1:]}"
    return None


def input_alone(case: Case, got: Observation, want: Observation) -> str | None:
    """A comparer for a check of its own on the arguments: whatever came back, they are what they were before."""
    return raised_sentence(got.raised) if got.raised is not None else input_kept(case, got, want)


def raises(*names: str, keep_input: bool = True) -> Holds:
    """The call raises one of the named exceptions, or a child of one."""

    def holds(case: Case, got: Observation, want: Observation) -> str | None:
        wanted = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
        if got.raised is None:
            return f"It returned {short(got.value)} where {wanted} was expected."
        if not set(names) & {got.raised.type, *got.raised.bases}:
            return f"It raised {got.raised.type} where {wanted} was expected."
        return input_kept(case, got, want) if keep_input else None

    return holds


def any_of(*choices: Holds) -> Holds:
    """At least one of the comparers holds; if none does, the first one's sentence is told."""

    def holds(case: Case, got: Observation, want: Observation) -> str | None:
        faults = [choice(case, got, want) for choice in choices]
        return None if None in faults else faults[0]

    return holds


def all_of(*parts: Holds) -> Holds:
    """Every comparer holds; the first sentence is told."""

    def holds(case: Case, got: Observation, want: Observation) -> str | None:
        return next((fault for part in parts if (fault := part(case, got, want)) is not None), None)

    return holds


def numbers(value: Any) -> NDArray[np.float64] | None:
    """The value's real numbers as an array of its shape, or None where it holds anything else."""
    if type(value).__name__ in ("Tensor", "Series", "DataFrame"):
        value = value.detach().double().numpy() if type(value).__name__ == "Tensor" else value.to_numpy()
    if not isinstance(value, np.ndarray | np.number | int | float | list | tuple) or isinstance(value, bool):
        return None
    try:
        found = np.asarray(cast("Any", value))
    except ValueError:
        return None
    return found.astype(np.float64) if found.dtype.kind in "fiu" else None


def close_scalar(*, rtol: float = 1e-7, atol: float = 1e-9) -> Holds:
    """The answer is one finite number near the reference's."""

    def holds(case: Case, got: Observation, want: Observation) -> str | None:
        if got.raised is not None:
            return raised_sentence(got.raised)
        found = numbers(got.value)
        if isinstance(got.value, Opaque):
            return f"The answer is of type {got.value.type} where a plain number, such as a float, was expected."
        if found is None or found.ndim:
            return f"The answer is {short(got.value)} where one number was expected."
        if not math.isfinite(float(found)):
            return f"The answer is {float(found)} where a finite number was expected."
        return difference(float(found), float(cast("Any", numbers(want.value))), Tolerance(rtol, atol))

    return holds


def in_range(low: float = -math.inf, high: float = math.inf) -> Holds:
    """Every number of the answer is finite and lies between ``low`` and ``high``, both included.

    Where the reference gave numbers too, there must be as many, in the same shape.
    """

    def holds(case: Case, got: Observation, want: Observation) -> str | None:
        if got.raised is not None:
            return raised_sentence(got.raised)
        found = numbers(got.value)
        if found is None or not found.size:
            return f"The answer is {short(got.value)} where numbers were expected."
        expected = numbers(want.value)
        if expected is not None and found.shape != expected.shape:
            return f"The answer has the shape {found.shape} where {expected.shape} was expected."
        bad = found[~(np.isfinite(found) & (found >= low) & (found <= high))]
        if bad.size:
            return f"The answer holds {bad.flat[0]:g}, which does not lie between {low:g} and {high:g}."
        return None

    return holds


def same_set(*, rtol: float = 1e-7, atol: float = 1e-9, repeats: bool = True) -> Holds:
    """The answer holds the reference's items in any order; with ``repeats`` each as often as there."""

    def holds(case: Case, got: Observation, want: Observation) -> str | None:
        if got.raised is not None:
            return raised_sentence(got.raised)
        items = _items(got.value)
        if items is None:
            return f"The answer is {short(got.value)} where several items were expected."
        near = Tolerance(rtol, atol)
        left = _items(want.value) or []
        known = list(left)
        for item in items:
            place = next((k for k, other in enumerate(left) if difference(item, other, near) is None), None)
            if place is None and (repeats or not _among(item, known, near)):
                return f"The answer holds {short(item)}, which is not among what was expected, or too often."
            if place is not None:
                del left[place]
        if not repeats:
            left = [other for other in left if not _among(other, items, near)]
        return f"The answer lacks {short(left[0])}." if left else None

    return holds


def _among(item: Any, others: Sequence[Any], near: Tolerance) -> bool:
    return any(difference(item, other, near) is None for other in others)


def _items(value: Any) -> list[Any] | None:
    if isinstance(value, np.ndarray):
        return list(cast("NDArray[Any]", value)) if value.ndim else None
    return list(cast("Sequence[Any]", value)) if isinstance(value, list | tuple) else None


def same_distribution(*, false_alarm: float = 1e-5, projections: int = 8, seed: int = 0) -> Holds:
    """The answer's rows are drawn from the distribution of the reference's rows.

    Both are samples of shape (n,) or (n, d), any n. Each column, and the rows along ``projections`` fixed random
    directions, must stay within the two-sample Kolmogorov-Smirnov distance that right code exceeds with a probability of
    at most ``false_alarm`` per case, all columns and directions together: sqrt(-ln(a / 2) / 2 * (n + m) / (n m)), with a
    the probability divided by their number (Smirnov 1948; conservative for ties and small samples).
    """

    def holds(case: Case, got: Observation, want: Observation) -> str | None:
        if got.raised is not None:
            return raised_sentence(got.raised)
        a, b = numbers(got.value), numbers(want.value)
        if b is None or b.ndim not in (1, 2):
            raise ValueError("the reference returned no sample")
        if a is None or a.ndim != b.ndim or a.shape[1:] != b.shape[1:] or not len(a):
            return f"The answer is {short(got.value)} where a sample of rows of shape {b.shape[1:]} was expected."
        if not np.isfinite(a).all():
            return "The sample holds nan or infinity."
        return _two_samples(a.reshape(len(a), -1), b.reshape(len(b), -1), false_alarm, projections, seed)

    return holds


def _two_samples(
    a: NDArray[np.float64], b: NDArray[np.float64], false_alarm: float, projections: int, seed: int
) -> str | None:
    columns = b.shape[1]
    directions = np.eye(columns)
    if columns > 1 and projections:
        scale = b.std(axis=0)
        oblique = np.random.default_rng(seed).standard_normal((projections, columns))
        directions = np.vstack([directions, oblique / np.where(scale > 0, scale, 1.0)])
    n, m = len(a), len(b)
    level = false_alarm / len(directions)
    bound = math.sqrt(-math.log(level / 2) / 2 * (n + m) / (n * m))
    for place, direction in enumerate(directions):
        x, y = np.sort(a @ direction), np.sort(b @ direction)
        both = np.concatenate([x, y])
        distance = float(np.abs(np.searchsorted(x, both, "right") / n - np.searchsorted(y, both, "right") / m).max())
        if distance > bound:
            if place < columns:
                what = f"Column {place} of the sample" if columns > 1 else "The sample"
                return (
                    f"{what} has another distribution: mean {a[:, place].mean():.4g} and deviation"
                    f" {a[:, place].std():.4g} where {b[:, place].mean():.4g} and {b[:, place].std():.4g} were expected."
                )
            return "The columns are distributed as expected one by one, but not together."
    return None


def pooled(holds: Holds) -> HoldsAll:
    """The comparer over the values of all cases stacked into one, for laws that one case is too small to show."""

    def holds_all(cases: Sequence[Case], got: Sequence[Observation], want: Sequence[Observation]) -> str | None:
        for one in got:
            if one.raised is not None:
                return raised_sentence(one.raised)
        stacks = [_stacked(side) for side in (got, want)]
        if stacks[1] is None:
            raise ValueError("the reference's answers cannot be stacked")
        if stacks[0] is None:
            return f"The answers cannot be put together; the first one is {short(got[0].value)}."
        return holds(cases[0], Observation(stacks[0]), Observation(stacks[1]))

    return holds_all


def _stacked(side: Sequence[Observation]) -> NDArray[np.float64] | None:
    parts = [numbers(one.value) for one in side]
    kept = [np.atleast_1d(part) for part in parts if part is not None]
    if len(kept) != len(parts) or len({part.shape[1:] for part in kept}) != 1:
        return None
    return np.concatenate(kept)
