"""A bound on time is settled early where there is no doubt, and measured on where there is."""

from __future__ import annotations

import pytest

from hotseat.reference.timing import Lap, allowed_slope


def lap(mine: list[float], theirs: list[float], around: float = 0.0) -> Lap:
    return Lap(mine, theirs, [around] * len(mine))


@pytest.mark.parametrize(
    ("mine", "settled"),
    [
        ([0.30, 0.31, 0.32], True),  # thirty times, where ten are allowed
        ([0.04, 0.05, 0.04], True),  # four times
        ([0.11, 0.12, 0.11], False),  # so near the bound that a disturbance may have done it
        ([0.09, 0.09, 0.09], False),
        ([0.30, 0.31, 0.09], False),  # one turn says otherwise, which the best time then follows
        ([0.04, 0.05, 0.30], False),  # one was disturbed: the best says quick, so it is measured on
    ],
)
def test_a_ratio_is_settled_where_it_is_far_from_the_bound_and_every_turn_agrees(
    mine: list[float], settled: bool
) -> None:
    assert lap(mine, [0.01, 0.01, 0.01]).settles(10) is settled


def test_what_reading_the_cases_takes_counts_for_neither_side() -> None:
    assert lap([1.04, 1.04], [0.01, 0.01], around=1.0).settles(10)
    assert not lap([1.04, 1.04], [0.01, 0.01]).settles(100)


def test_the_references_growth_excuses_only_where_it_takes_long_enough_to_be_told_from_noise() -> None:
    assert allowed_slope(1.4, {500: 5e-5, 1000: 8e-5, 2000: 9e-4}) == 1.4, (
        "one disturbed turn of a tenth of a millisecond"
    )
    assert allowed_slope(1.4, {500: 0.01, 1000: 0.04, 2000: 0.16}) == pytest.approx(2.0)
    assert allowed_slope(1.4, {500: 0.01, 1000: 0.02, 2000: 0.04}) == 1.4
