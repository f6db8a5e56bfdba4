"""``hotseat bank evidence`` computes each claimed figure before the person's eyes and holds the claim against it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.packs_on_disk import TALK
from typer.testing import CliRunner

from hotseat.cli.commands import app
from hotseat.cli.places import places
from hotseat.cli.service import RealService
from hotseat.cli.settings import Settings
from hotseat.front.service import Trouble

pytestmark = [pytest.mark.sandbox, pytest.mark.timeout(240)]

CELLS = [
    {"id": "four", "claim": "Twice two is four.", "code": "x = 2 * 2\nprint('it is', x)\nassert x == 4"},
    {"id": "five", "claim": "Twice two is five.", "code": "x = 2 * 2\nprint('it is', x)\nassert x == 5"},
    {"id": "mute", "claim": "Twice three is six.", "code": "x = 2 * 3\nassert x == 6"},
]


def _own_question(**fields: Any) -> None:
    from hotseat.cli.trust import TrustStore

    here = places()
    (here.own_pack / "questions").mkdir(parents=True)
    (here.own_pack / "questions" / "why.yaml").write_text(yaml.safe_dump(TALK | fields))
    TrustStore(here.trust).own(here.own_pack)


@pytest.mark.in_turn
def test_each_claim_is_told_with_its_figure_its_verdict_and_its_seconds(own_home: Path) -> None:
    _own_question(evidence=CELLS)
    run = CliRunner().invoke(app, ["bank", "evidence", "why"])
    assert run.exit_code == 1
    rows = run.stdout.splitlines()
    assert rows[0] == "why, four: Twice two is four." and rows[1] == "    it is 4"
    assert rows[2].startswith("    holds, ") and rows[2].endswith(" s")
    assert rows[3:5] == ["why, five: Twice two is five.", "    it is 4"]
    assert rows[5].startswith("    does not hold: ") and "AssertionError" in rows[5]
    assert "it prints no figure" in rows[-1]
    assert "[1/3] why four" in run.stderr and "3 claims: 1 held, 2 did not, 0 not run." in run.stderr


@pytest.mark.in_turn
def test_it_is_one_json_object_a_claim(own_home: Path) -> None:
    _own_question(evidence=CELLS[:1])
    run = CliRunner().invoke(app, ["bank", "evidence", "why", "--json"])
    (row,) = map(json.loads, run.stdout.splitlines())
    assert run.exit_code == 0 and row.pop("seconds") >= 0
    assert row == {
        "question": "why",
        "id": "four",
        "claim": "Twice two is four.",
        "figure": "it is 4",
        "verdict": "holds",
    }


@pytest.mark.in_turn
def test_what_cannot_be_run_is_told_and_has_not_held(own_home: Path) -> None:
    _own_question(evidence=CELLS[:1], needs={"packages": ["no-such-engine"]})
    run = CliRunner().invoke(app, ["bank", "evidence", "why"])
    assert run.exit_code == 3 and "1 claim: 0 held, 0 did not, 1 not run." in run.stderr
    assert "not run: was not run: it needs no-such-engine: pip install no-such-engine" not in run.stdout
    assert "not run: it needs no-such-engine: pip install no-such-engine" in run.stdout


def test_a_question_that_claims_no_figure_is_told(own_home: Path) -> None:
    _own_question()
    run = CliRunner().invoke(app, ["bank", "evidence", "why"])
    assert run.exit_code == 0 and "why claims no figure." in run.stderr and not run.stdout


@pytest.mark.in_turn
async def test_the_app_computes_a_figure_of_the_bank_and_says_why_where_it_cannot(own_home: Path) -> None:
    _own_question(evidence=CELLS[:2])
    service = RealService(places(), Settings())
    try:
        four = await service.figure("why", "four")
        assert (four.claim, four.printed, four.holds) == ("Twice two is four.", "it is 4", True)
        assert four.sentence.startswith("The claim holds. It took ")
        five = await service.figure("why", "five")
        assert not five.holds and five.sentence.startswith("The claim does not hold: ") and five.printed == "it is 4"
        for question, cell in (("why", "six"), ("no-such-question", "four")):
            with pytest.raises(Trouble, match="no longer holds this claim"):
                await service.figure(question, cell)
    finally:
        await service.close()


async def test_a_figure_of_a_pack_that_is_not_trusted_is_not_computed(own_home: Path) -> None:
    here = places()
    (here.packs / "acme" / "questions").mkdir(parents=True)
    (here.packs / "acme" / "questions" / "why.yaml").write_text(yaml.safe_dump(TALK | {"evidence": CELLS[:1]}))
    service = RealService(here, Settings())
    try:
        with pytest.raises(Trouble, match=r"cannot be computed here: .*not trusted"):
            await service.figure("why", "four")
    finally:
        await service.close()
