"""The plain ways in are told without the parser; all else is left to it."""

from __future__ import annotations

import pytest

from hotseat.cli.short_ways import short_way


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ([], ("home", {})),
        (["interview"], ("interview", {"agenda": ""})),
        (["practice", "zscore"], ("practice", {"question": "zscore"})),
    ],
)
def test_a_plain_way_in_needs_no_parser(words: list[str], way: object) -> None:
    assert short_way(words) == way


@pytest.mark.parametrize(
    "words",
    [
        ["practice"],
        ["practice", "no-such-question"],
        ["practice", "../zscore"],
        ["practice", "*"],
        ["practice", "zscore", "--plain"],
        ["practice", "--plain", "zscore"],
        ["practice", "--help"],
        ["interview", "--minutes", "30"],
        ["resume"],
        ["--version"],
        ["nonsense"],
    ],
)
def test_whatever_may_be_wrong_or_has_options_goes_through_the_parser(words: list[str]) -> None:
    assert short_way(words) is None
