"""The plain ways in are told without the parser; all else is left to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotseat.cli.places import Places
from hotseat.cli.service import RealService
from hotseat.cli.settings import Settings
from hotseat.cli.short_ways import short_way
from hotseat.front.service import Trouble


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


async def test_a_question_that_the_bank_lacks_is_still_told_with_those_that_look_like_it(tmp_path: Path) -> None:
    service = RealService(Places(tmp_path, tmp_path / "config"), Settings())
    with pytest.raises(Trouble, match="Did you mean zscore"):
        await service.start_practice("zscor")
    await service.close()
