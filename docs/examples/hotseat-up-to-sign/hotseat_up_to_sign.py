"""A checker: the answer is the reference's, column by column up to sign. That is all that eigenvectors are determined by.

A checker is a function of its settings that gives a ``holds``. It sees the case, what came back and what the reference gave, and
returns None or one sentence. A :class:`Kind` names the kind of fault and no expected value, so that a hidden check may tell it.
"""

from __future__ import annotations

import numpy as np

from hotseat.reference.check import Case, Holds, Kind, Observation
from hotseat.reference.compare import input_kept, numbers, raised_sentence, short


def up_to_sign(*, rtol: float = 1e-6, atol: float = 1e-8, keep_input: bool = True) -> Holds:
    """Each column of the answer is the reference's or its opposite, within ``atol + rtol * |reference|``."""

    def holds(case: Case, got: Observation, want: Observation) -> str | None:
        if got.raised is not None:
            return raised_sentence(got.raised)
        found, expected = numbers(got.value), numbers(want.value)
        if found is None or expected is None:
            return f"The answer is {short(got.value)} where an array of numbers was expected."
        if found.shape != expected.shape:
            return Kind(f"The answer has the shape {found.shape} where {expected.shape} was expected.")
        columns, shown = (expected[:, None], "The vector") if expected.ndim == 1 else (expected, "Column {}")
        found, expected = found.reshape(columns.shape), columns
        near = atol + rtol * np.abs(expected)
        same = (np.abs(found - expected) <= near).all(axis=0)
        opposite = (np.abs(found + expected) <= near).all(axis=0)
        wrong = np.flatnonzero(~np.atleast_1d(same | opposite))
        if wrong.size:
            full = f"{shown.format(wrong[0])} is neither {short(expected[..., wrong[0]])} nor its opposite."
            return Kind("A vector differs by more than its sign.", full)
        return input_kept(case, got, want) if keep_input else None

    return holds
