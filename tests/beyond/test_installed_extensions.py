"""The examples of the documentation, installed with pip, work; and every example question of a new pack holds when it is run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.commands import command
from support.distributions import EXAMPLES, environment, pip_install
from support.golden import session

from hotseat.reference.checkers import installed_checkers

NAMES = sorted(path.name for path in EXAMPLES.iterdir() if (path / "pyproject.toml").is_file())


def test_the_examples_are_installed_by_pip_and_their_names_are_found(
    tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "target"
    for name in NAMES:
        pip_install(folder, EXAMPLES / name)
    monkeypatch.syspath_prepend(str(folder))
    assert installed_checkers()["up-to-sign"].distribution == "hotseat-up-to-sign 0.1.0"
    sat = session(own_home / "sessions", "v1/practice")
    out = tmp_path / "cards.txt"
    assert command("export", sat, "--to", "anki", "-o", str(out)).code == 0
    assert out.read_text(encoding="utf-8").startswith("#separator:tab\n")


@pytest.mark.skipif(sys.platform == "win32", reason="an environment of links")
def test_the_installed_program_offers_what_was_installed_beside_it(tmp_path: Path, own_home: Path) -> None:
    python, packages = environment(tmp_path / "venv")
    pip_install(packages, EXAMPLES / "hotseat-anki")
    sat = session(own_home / "sessions", "v1/practice")
    words = [python, "-m", "hotseat", "export", sat, "-o", str(tmp_path / "x"), "--to", "anki"]
    done = subprocess.run(words, env={**os.environ, "HOTSEAT_HOME": str(own_home)}, capture_output=True, text=True)
    assert done.returncode == 0 and "cards for Anki" in done.stderr


@pytest.mark.sandbox
def test_every_example_of_a_new_pack_holds_when_it_is_run(tmp_path: Path, own_home: Path) -> None:
    folder = tmp_path / "acme"
    for kind in ("code", "talk", "review"):
        assert command("pack", "new", str(folder), "--kind", kind).code == 0
    run = command("pack", "check", str(folder), "--strict")
    assert run.code == 0 and "3 questions, 0 errors, 0 warnings; all code was run." in run.out
