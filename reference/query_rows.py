"""What a query gives beside what the reference's query gives: the columns' names, the number of rows, each value in its place."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose
from typing import Any

from hotseat.reference.check import Case, Kind, Observation
from hotseat.reference.raised import raised_sentence

OF_A_FLOAT = 1e-6
"""How far a fraction may be off, relatively: a FLOAT of 32 bits has seven digits."""
OF_A_WHOLE_NUMBER = 1e-9
"""The same for a whole number that was computed as a fraction."""


def same_rows(case: Case, got: Observation, want: Observation) -> str | None:
    """The same columns, and the same rows in the same order.

    Both sides are a pair of the columns' names and the rows, as lists. Names are compared without regard to case, as SQL does.
    """
    if got.raised:
        return raised_sentence(got.raised)
    (names, rows), (wanted_names, wanted) = got.value, want.value
    if [name.lower() for name in names] != [name.lower() for name in wanted_names]:
        return Kind(f"The columns are {', '.join(names)} where {', '.join(wanted_names)} were asked for.")
    if len(rows) != len(wanted):
        told = "The query gives too many rows." if len(rows) > len(wanted) else "The query gives too few rows."
        return Kind(told, full=f"{told} Their number is {len(rows)} where {len(wanted)} was expected.")
    for n, (row, other) in enumerate(zip(rows, wanted, strict=True), 1):
        for name, value, expected in zip(wanted_names, row, other, strict=True):
            if not _alike(value, expected):
                if _only_moved(rows, wanted):
                    return Kind("The rows are right, but not in the order asked for.")
                return Kind(
                    f"A value of the column {name} is not what it should be.",
                    full=f"In row {n}, {name} is {value} where {expected} was expected.",
                )
    return None


def _only_moved(rows: Sequence[Sequence[Any]], wanted: Sequence[Sequence[Any]]) -> bool:
    """Whether the rows are the wanted ones in another order."""
    left = list(wanted)
    for row in rows:
        place = next((k for k, other in enumerate(left) if all(map(_alike, row, other))), None)
        if place is None:
            return False
        del left[place]
    return True


def _alike(value: Any, expected: Any) -> bool:
    """Equal, and where one of two numbers is a fraction, nearly so."""
    numbers = isinstance(value, int | float) and isinstance(expected, int | float)
    if numbers and isinstance(expected, float):
        return isclose(value, expected, rel_tol=OF_A_FLOAT)
    if numbers and isinstance(value, float):
        return isclose(value, expected, rel_tol=OF_A_WHOLE_NUMBER)
    return bool(value == expected)
