"""``hotseat grade --case``: the same code and seed again, then beside now. These judge in real sandboxes."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from support.builtin_bank import builtin_bank
from support.interview_fakes import Play, started
from support.terminal import HOTSEAT

from hotseat.cli.cases import SessionCases
from hotseat.cli.wiring import BankJudge
from hotseat.interview import commands as c
from hotseat.interview.contest import case_of

pytestmark = [pytest.mark.sandbox]
CODE = "import numpy as np\n\n\ndef zscore(x):\n    return (x - x.mean()) / x.std(ddof=1)\n"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A case as a session writes it, its verdict given by the real judge."""
    folder = tmp_path_factory.mktemp("session")
    bank = builtin_bank()

    async def verdict() -> dict[str, Any]:
        judge = BankJudge(bank)
        try:
            return dict(await judge.judge(bank.questions["zscore"], CODE))
        finally:
            await judge.close()

    play = Play(started(questions=[bank.questions["zscore"]]))
    play.to_questions()
    play.do(c.Edit(CODE))
    play.do(c.Submit())
    play.do(c.VerdictArrived(1, "zscore", asyncio.run(verdict())))
    given = play.state.submissions[1]
    case = case_of(play.state, given, "ddof is\x1b[2J open", "2030-01-01T09:00:00.000+00:00")
    SessionCases(folder, bank).keep("cases/case.json", case)
    return dict(json.loads((folder / "cases" / "case.json").read_text()))


def run(home: Path, folder: Path, case: dict[str, Any], *more: str) -> tuple[int, str, str]:
    path = folder / "case.json"
    path.write_text(json.dumps(case))
    done = subprocess.run(
        [str(HOTSEAT), "grade", "--case", str(path), *more],
        env={**os.environ, "HOTSEAT_HOME": str(home)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in done.stderr + done.stdout
    assert "\x1b" not in done.stderr + done.stdout
    return done.returncode, done.stdout, done.stderr


def test_the_same_verdict_exits_0_and_shows_then_beside_now(
    own_home: Path, tmp_path: Path, written: dict[str, Any]
) -> None:
    code, out, _ = run(own_home, tmp_path, written)
    assert code == 0
    assert "The same verdict as then." in out and "> ddof is open" in out
    assert "  FAIL     FAIL     the values are (x - mean) / std" in out
    assert "have changed" not in out and "Other versions" not in out


def test_what_is_worth_knowing_besides_is_told_too(own_home: Path, tmp_path: Path, written: dict[str, Any]) -> None:
    code, out, _ = run(own_home, tmp_path, {**written, "code": f"%matplotlib inline\n{CODE}\n\n# %%\n1 / 0\n"})
    assert code == 0 and "Line 1 is a notebook command and was left out." in out
    assert "ZeroDivisionError" in out


def test_another_verdict_exits_1_marks_the_checks_and_says_what_else_has_changed(
    own_home: Path, tmp_path: Path, written: dict[str, Any]
) -> None:
    changed = {
        **written,
        "code": CODE.replace("ddof=1", "ddof=0"),
        "digest": "0" * 64,
        "versions": {**written["versions"], "numpy": "1.0"},
    }
    code, out, _ = run(own_home, tmp_path, changed)
    assert code == 1
    assert "* FAIL     PASS     the values are (x - mean) / std" in out
    assert "have changed since" in out and "numpy 1.0 then" in out
    code, out, _ = run(own_home, tmp_path, changed, "--json")
    data = json.loads(out)
    assert (code, data["same"], data["judged_by"], data["same_bank"]) == (1, False, "bank", False)
    assert {"name", "then", "now"} <= set(data["checks"][0])


EVIL = """
import os
os.write(1, b'PWNED')
open({mark!r}, 'w').write('ran')
CHECKS = []
"""


def test_checks_from_outside_run_only_where_the_case_is_trusted_and_then_sandboxed(
    own_home: Path, tmp_path: Path, written: dict[str, Any]
) -> None:
    mark = tmp_path / "ran"
    evil = {**written, "checks": EVIL.format(mark=str(mark))}
    code, out, _ = run(own_home, tmp_path, evil)
    assert code == 0, "the bank's own checks judge, whatever the case brings"
    code, out, err = run(own_home, tmp_path, evil, "--trust-case")
    assert code == 3 and "Not judged" in out
    assert "PWNED" not in out + err
    from hotseat.kernels import landlock

    if landlock.abi():
        assert not mark.exists()


def test_a_question_that_the_bank_lacks_needs_trust_and_is_then_judged_by_the_case(
    own_home: Path, tmp_path: Path, written: dict[str, Any]
) -> None:
    strange = {**written, "question": "zscored", "asked": {**written["asked"], "id": "zscored"}}
    code, _, err = run(own_home, tmp_path, strange)
    assert code == 2 and "--trust-case" in err
    code, out, _ = run(own_home, tmp_path, strange, "--trust-case")
    assert code == 0 and "checks that the case brought along" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("grade",), "which question and which files"),
        (("grade", "zscore"), "which question and which files"),
        (("grade", "zscore", "--case", "x.json"), "hotseat grade --case FILE"),
        (("grade", "--case", "x.json", "--seed", "3"), "hotseat grade --case FILE"),
        (("grade", "--case", "nowhere.json"), "nowhere.json cannot be read"),
        (("grade", "zscore", "x.py", "--trust-case"), "--trust-case goes with"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, tuple) else "",
)
def test_wrong_use_exits_2_with_a_sentence(own_home: Path, arguments: tuple[str, ...], told: str) -> None:
    done = subprocess.run([str(HOTSEAT), *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 2 and told in done.stderr
