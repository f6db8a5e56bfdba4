"""Whatever plain data came back from a submission can be put into words: on one line, within the width, without an exception."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.plain_values import VALUES

from hotseat.kernels.plaindata import Opaque
from hotseat.reference.check import Case, Observation
from hotseat.reference.compare import same_set
from hotseat.reference.differences import Tolerance, difference
from hotseat.reference.shown import exact, rounded, short, whole


def _objects(items: list[Any]) -> Any:
    made = np.empty(len(items), object)
    made[:] = [None] * len(items)
    for place, item in enumerate(items):
        made[place] = item
    return made


WIDE_INTS = st.integers(3_000, 400_000).map(lambda bits: 1 << bits)
ODD = VALUES | st.recursive(
    VALUES | WIDE_INTS | st.builds(Opaque, st.text()),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(WIDE_INTS | st.text(max_size=3), inner, max_size=3)
        | st.lists(inner, min_size=1, max_size=3).map(_objects)
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(ODD, st.integers(60, 400))
def test_any_value_is_told_on_one_line_within_the_width(value: Any, width: int) -> None:
    for told in (short(value, width), whole(value, width)):
        assert len(told) <= width and "\n" not in told
    assert exact(value) and rounded(value)


@settings(max_examples=100, deadline=None)
@given(ODD, st.sampled_from([1, 2.5, np.float64(1), np.arange(3.0), [1, 2], {"a": 1}, "text", True]))
def test_any_value_is_compared_with_what_was_expected(value: Any, want: Any) -> None:
    said = difference(value, want, Tolerance())
    assert said is None or said.endswith(".")


def test_an_integer_too_wide_to_write_out_is_told_by_its_digits() -> None:
    assert short(10**6000) == "<int of about 6,001 digits>"
    assert short({10**6000: [-(10**6000)]}) == "{<int of about 6,001 digits>: [<int of about 6,001 digits>]}"
    assert short(2**100) == str(2**100)
    assert difference(10**6000, 1.0) == "The answer is <int of about 6,001 digits> where 1 was expected."
    assert difference(10**6000, 10**6000, Tolerance()) is None


def test_what_fails_to_write_itself_is_told_by_its_kind() -> None:
    class Sulking:
        def __repr__(self) -> str:
            raise RuntimeError("not today")

    assert short(Sulking()) == "<Sulking>" and short([1, Sulking()]) == "[1, <Sulking>]"


@pytest.mark.parametrize(
    ("got", "repeats", "holds"),
    [
        ([1, 1, 2], False, True),
        ([1, 2, 2, 1], False, True),
        ([1], False, False),
        ([1, 2, 3], False, False),
        ([1, 1, 2], True, False),
        ([2, 1], True, True),
    ],
)
def test_a_set_is_compared_with_or_without_how_often(got: list[int], repeats: bool, holds: bool) -> None:
    said = same_set(repeats=repeats)(Case(), Observation(got), Observation([1, 2]))
    assert (said is None) is holds


def test_a_large_answer_to_a_small_set_is_compared_in_no_time() -> None:
    said = same_set(repeats=False)(Case(), Observation(list(range(200_000))), Observation([0, 1]))
    assert said is not None and "holds 2" in said
