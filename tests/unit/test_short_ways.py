"""The plain ways in are told without the parser; all else is left to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotseat.cli.places import Places
from hotseat.cli.service import RealService
from hotseat.cli.settings import Settings
from hotseat.cli.short_ways import short_way
from hotseat.front.service import Trouble
from hotseat.question_bank.bank import load_bank
from hotseat.reference.builtin import builtin_pack


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


def test_of_a_bank_only_the_question_that_is_asked_for_is_read() -> None:
    packs = [builtin_pack()]
    whole, small = load_bank(packs), load_bank(packs, only="zscore")
    assert list(small.questions) == ["zscore"]
    assert small.questions["zscore"] == whole.questions["zscore"]
    assert small.digest("zscore") == whole.digest("zscore")
    assert (small.personas, small.teams, small.checklists) == (whole.personas, whole.teams, whole.checklists)
    assert not load_bank(packs, only="no-such-question").questions


async def test_a_practice_reads_its_question_and_the_home_screen_the_whole_bank(tmp_path: Path) -> None:
    here = Places(tmp_path, tmp_path / "config")
    service = RealService(here, Settings())
    try:
        engine = await service.start_practice("latency-tenfold")
        assert list(engine.state.questions) == ["latency-tenfold"]
        assert service._bank is None  # pyright: ignore[reportPrivateUsage]
        assert (await service.overview()).questions > 1
    finally:
        await service.close()


async def test_a_question_that_the_bank_lacks_is_still_told_with_those_that_look_like_it(tmp_path: Path) -> None:
    service = RealService(Places(tmp_path, tmp_path / "config"), Settings())
    with pytest.raises(Trouble, match="Did you mean zscore"):
        await service.start_practice("zscor")
    await service.close()
