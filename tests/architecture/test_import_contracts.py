"""The floors of the house, held by import contracts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOPS = ("cli", "tui", "plain", "front", "review", "voices", "interview", "reference", "kernels", "question_bank")


def test_every_room_imports_only_from_the_floors_below_it(tmp_path: Path) -> None:
    # The linter walks one folder tree, so the rooms are laid together as they are installed.
    package = tmp_path / "hotseat"
    ignore = shutil.ignore_patterns("__pycache__", "*.yaml", "starters", "solutions", "right", "wrong", "checks")
    shutil.copytree(ROOT / "hotseat", package, ignore=ignore)
    for top in TOPS:
        shutil.copytree(ROOT / top, package / top, ignore=ignore)
    done = subprocess.run(
        [
            str(Path(sys.executable).parent / "lint-imports"),
            "--no-cache",
            "--config",
            str(ROOT / "pyproject.toml"),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
