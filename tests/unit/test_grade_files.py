"""``hotseat grade ID FILE``: what is told of a file, and the same inputs again by the seed that is told with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.judge_packs import SOLUTION, Bench
from support.packs_on_disk import write_pack

from hotseat.cli.grade import grade_files
from hotseat.cli.places import Places
from hotseat.cli.trust import TrustStore
from hotseat.kernels.channel import CUT_OFF
from hotseat.kernels.child import Ending

pytestmark = [pytest.mark.sandbox]
WRONG = SOLUTION.replace("2 * x", "3 * x")


@pytest.fixture
def here(own_home: Path) -> Places:
    own_home.mkdir()
    made = Places(own_home, own_home)
    TrustStore(made.trust).own(write_pack(made.packs / "mine"))
    return made


def test_a_verdict_can_be_had_again_by_the_seed_that_was_told(
    here: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong, right, binary = tmp_path / "wrong.py", tmp_path / "right.py", tmp_path / "binary.py"
    wrong.write_text(WRONG)
    right.write_text(SOLUTION)
    binary.write_bytes(b"\xff\xfe\x00")
    assert grade_files(here, "double", [wrong, binary], as_json=True, seed=None) == 1
    first, unread = map(json.loads, capsys.readouterr().out.splitlines())
    assert 0 <= first["seed"] < 64 and unread["seed"] is None
    grade_files(here, "double", [wrong], as_json=True, seed=first["seed"])
    again = json.loads(capsys.readouterr().out)
    messages = [[check["message"] for check in one["checks"]] for one in (first, again)]
    assert messages[0] == messages[1] and "Input: double(array([" in messages[0][0]
    assert again["seed"] == first["seed"]
    assert grade_files(here, "double", [wrong, right], as_json=False, seed=17) == 1
    told = [row for row in capsys.readouterr().out.splitlines() if row.startswith(str(tmp_path))]
    assert told[0].endswith(", seed 17") and "seed" not in told[1].removeprefix(str(right))


def test_it_is_said_where_own_tests_cannot_be_tried(
    here: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (right := tmp_path / "right.py").write_text(SOLUTION + "assert double(1) == 2\n")
    grade_files(here, "double", [right], as_json=False, seed=None, own_tests=True)
    assert "Its own tests could not be tried on known faults." in capsys.readouterr().out


async def test_code_that_closes_the_judges_line_is_told_so_in_words(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    try:
        verdict = await bench("import os\ndef double(x):\n    os.closerange(3, 400)\n    return 2 * x\n")
        assert verdict.checks[0].outcome == "error"
        assert "lost its line to the judge" in verdict.checks[0].message and "code 70" not in verdict.checks[0].message
    finally:
        await bench.judge.close()
    assert "closes or writes to files that it has not opened" in Ending(CUT_OFF).sentence()
    assert "code 7 " in Ending(7).sentence()


async def test_a_library_that_finds_no_processes_prints_nothing_into_the_candidates_output(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    code = "import joblib\ndef double(x):\n    return joblib.Parallel(2)([joblib.delayed(lambda v: 2 * v)(x)])[0]\n"
    try:
        verdict = await bench(code, needs={"seconds": 5, "memory": 512})
        assert (verdict.verdict, verdict.printed) == ("pass", "")
    finally:
        await bench.judge.close()
