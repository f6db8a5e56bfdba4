"""The project holds no path of a machine and no other stranger in its text."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FORBIDDEN = re.compile(r"(?<![\w.])/(?:home|root|Users)/\w+|/work/(?:main|shared)\b|\bdeeter\b", re.IGNORECASE)


def test_no_path_of_a_machine_and_no_companys_name_stands_in_the_project() -> None:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
    if not any(names):
        pytest.skip("the tree is no git checkout")
    found: list[str] = []
    for name in filter(None, names):
        path = ROOT / name
        if path == Path(__file__) or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{name}:{n}" for n, row in enumerate(text.split("\n"), 1) if FORBIDDEN.search(row)]
    assert not found
