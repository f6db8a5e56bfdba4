"""A text is found in code wherever it stands, and replaced there and nowhere else."""

from __future__ import annotations

import pytest

from hotseat.tui.code_search import after, replaced, spots

LINES = ["Mean = mean(x)", "", "# mean mean"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("mean", [(0, 0, 4), (0, 7, 11), (2, 2, 6), (2, 7, 11)]),
        ("Mean", [(0, 0, 4)]),
        ("", []),
        ("nothing", []),
        ("(", [(0, 11, 12)]),
        (".*", []),
    ],
)
def test_small_letters_find_any_case_and_signs_mean_themselves(query: str, found: list[tuple[int, int, int]]) -> None:
    assert spots(LINES, query) == found


def test_places_do_not_overlap() -> None:
    assert spots(["aaaa"], "aa") == [(0, 0, 2), (0, 2, 4)]


def test_a_letter_whose_small_form_is_longer_shifts_nothing() -> None:
    assert spots(["\u0130 x"], "x") == [(0, 2, 3)]


def test_the_search_goes_on_round_the_end_both_ways() -> None:
    found = spots(LINES, "mean")
    assert after(found, (0, 1), 1) == 1
    assert after(found, (2, 8), 1) == 0
    assert after(found, (0, 0), -1) == 3
    assert after(found, (2, 2), -1) == 1
    assert after([], (0, 0), 1) is None


def test_all_are_replaced_and_none_twice() -> None:
    assert replaced(LINES, "mean", "mean mean") == ("mean mean = mean mean(x)\n\n# mean mean mean mean", 4)
    assert replaced(LINES, "x", "")[0].startswith("Mean = mean()")
