"""``hotseat pack`` and what the other commands do with a pack that waits to be trusted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.packs_on_disk import write_pack
from support.terminal import HOTSEAT

from hotseat.cli.places import Places
from hotseat.cli.service import RealService
from hotseat.cli.settings import Settings
from hotseat.front.service import NeedsTrust


class Run:
    """What one command did."""

    def __init__(self, home: Path, *arguments: str) -> None:
        done = subprocess.run(
            [str(HOTSEAT), *arguments],
            env={**os.environ, "HOTSEAT_HOME": str(home)},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr
        assert "Traceback" not in self.err + self.out


def rows(home: Path) -> dict[str, dict[str, Any]]:
    run = Run(home, "pack", "list", "--json")
    assert run.code == 0 and not run.err
    return {row["name"]: row for row in map(json.loads, run.out.splitlines())}


def test_a_pack_is_seen_trusted_and_distrusted(own_home: Path) -> None:
    write_pack(own_home / "packs" / "acme")
    assert {name: row["standing"] for name, row in rows(own_home).items()} == {"hotseat": "shipped", "acme": "new"}
    shown = Run(own_home, "pack", "trust", "acme")
    assert shown.code == 2 and "--yes" in shown.err
    assert "checks/double.py" in shown.out and rows(own_home)["acme"]["digest"][:12] in shown.out
    assert rows(own_home)["acme"]["standing"] == "new"
    assert Run(own_home, "pack", "trust", str(own_home / "packs" / "acme"), "--yes").code == 0
    found = rows(own_home)["acme"]
    assert found["standing"] == "trusted" and found["since"] and found["code_questions"] == 1
    assert "already" in Run(own_home, "pack", "trust", "acme").err
    assert Run(own_home, "pack", "distrust", "acme").code == 0
    assert rows(own_home)["acme"]["standing"] == "new"
    wrong = Run(own_home, "pack", "trust", "akme")
    assert wrong.code == 2 and "Did you mean acme?" in wrong.err
    assert Run(own_home, "pack", "distrust", "hotseat").code == 2


def test_a_pack_is_installed_whole_and_not_trusted_by_that_and_never_over_another(
    own_home: Path, tmp_path: Path
) -> None:
    write_pack(tmp_path / "acme")
    asked = Run(own_home, "pack", "install", str(tmp_path / "acme"))
    assert asked.code == 2 and "--yes" in asked.err and not (own_home / "packs" / "acme").exists()
    done = Run(own_home, "pack", "install", str(tmp_path / "acme"), "--yes")
    assert done.code == 0 and "hotseat pack trust acme" in done.err
    assert rows(own_home)["acme"]["standing"] == "new"
    again = Run(own_home, "pack", "install", str(tmp_path / "acme"), "--yes")
    assert again.code == 0 and "nothing to do" in again.err
    (tmp_path / "acme" / "checks" / "more.py").write_text("CHECKS = []\n")
    other = Run(own_home, "pack", "install", str(tmp_path / "acme"), "--yes")
    assert other.code == 2 and "--replace" in other.err and "more.py" in other.out
    assert not (own_home / "packs" / "acme" / "checks" / "more.py").exists()
    assert Run(own_home, "pack", "install", str(tmp_path / "acme"), "--yes", "--replace").code == 0
    assert (own_home / "packs" / "acme" / "checks" / "more.py").exists()
    assert [p.name for p in (own_home / "packs").iterdir()] == ["acme"], "nothing is left beside it"
    bad = Run(own_home, "pack", "install", str(tmp_path / "acme"), "--yes", "--name", "../evil")
    assert bad.code == 2 and not (own_home / "evil").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("answer", "standing"), [("y", "trusted"), ("n", "new"), ("", "new")])
def test_in_a_terminal_the_person_is_asked_and_no_is_the_default(own_home: Path, answer: str, standing: str) -> None:
    import pexpect

    write_pack(own_home / "packs" / "acme")
    env = {**os.environ, "HOTSEAT_HOME": str(own_home)}
    with pexpect.spawn(str(HOTSEAT), ["pack", "trust", "acme"], env=env, encoding="utf-8", timeout=60) as terminal:
        terminal.expect(r"Trust it\? \[y/N\]")
        terminal.sendline(answer)
        terminal.expect(pexpect.EOF)
    assert rows(own_home)["acme"]["standing"] == standing


def test_code_of_an_untrusted_pack_is_neither_graded_nor_linted_by_running(own_home: Path, tmp_path: Path) -> None:
    write_pack(own_home / "packs" / "acme")
    answer = tmp_path / "answer.py"
    answer.write_text("def double(x):\n    return 2 * x\n")
    graded = Run(own_home, "grade", "double", str(answer), "--json")
    assert graded.code == 3
    verdict = json.loads(graded.out)
    assert verdict["verdict"] == "not-judged" and "hotseat pack trust acme" in verdict["reason"]
    quick = Run(own_home, "bank", "lint", "--quick", "double")
    assert "hotseat pack trust" not in quick.err and "hints" in quick.out
    run = Run(own_home, "bank", "lint", "double")
    assert "hotseat pack trust acme" in run.err and run.code == 1  # the findings of the quick part
    assert "Double it." in Run(own_home, "bank", "show", "double").out


def test_a_pack_that_is_begun_here_is_the_persons_own(own_home: Path, tmp_path: Path) -> None:
    assert Run(own_home, "bank", "new", "mine", "--kind", "code").code == 0
    assert rows(own_home)["own"]["standing"] == "own"
    answer = own_home / "pack" / "solutions" / "mine.py"
    (own_home / "pack" / "checks" / "mine.py").write_text(
        (own_home / "pack" / "checks" / "mine.py").read_text() + "# edited\n"
    )
    assert Run(own_home, "grade", "mine", str(answer)).code == 0
    elsewhere = Run(own_home, "bank", "new", "far", "--kind", "code", "--into", str(tmp_path / "elsewhere"))
    assert elsewhere.code == 0 and f"packs = [{json.dumps(str(tmp_path / 'elsewhere'))}]" in elsewhere.err
    (own_home / "config.toml").write_text(f"packs = [{json.dumps(str(tmp_path / 'elsewhere'))}]\n")
    assert rows(own_home)["elsewhere"]["standing"] == "own"


def test_a_new_question_does_not_make_a_pack_of_others_the_persons_own(own_home: Path) -> None:
    write_pack(own_home / "pack")
    run = Run(own_home, "bank", "new", "mine", "--kind", "code")
    assert run.code == 0 and "hotseat pack trust own --own" in run.err
    assert rows(own_home)["own"]["standing"] == "new"
    assert Run(own_home, "pack", "trust", "own", "--own", "--yes").code == 0
    assert rows(own_home)["own"]["standing"] == "own"


def test_the_names_of_a_hostile_pack_are_shown_harmless(own_home: Path) -> None:
    write_pack(own_home / "packs" / "a\x1b]0;owned\x07b")
    for run in (
        Run(own_home, "pack", "list"),
        Run(own_home, "pack", "trust", "ab"),
        Run(own_home, "bank", "lint", "double"),
    ):
        assert "\x1b" not in run.out + run.err and "\x07" not in run.out + run.err


async def test_the_app_asks_and_trusts_what_it_has_shown(own_home: Path) -> None:
    folder = write_pack(own_home / "packs" / "acme")
    service = RealService(Places(own_home, own_home), Settings())
    lines = {line.id: line.closed for line in await service.questions()}
    assert lines["double"] and not lines["why"] and not lines["zscore"]
    assert any("hotseat pack trust acme" in hint for hint in (await service.overview()).hints)
    with pytest.raises(NeedsTrust) as raised:
        await service.start_practice("double")
    assert raised.value.pack == "acme" and any(str(folder) in line for line in raised.value.told)
    assert await service.trust("acme")
    assert not any(line.closed for line in await service.questions())
    assert not any("pack trust" in hint for hint in (await service.overview()).hints)
    await service.close()
