"""The project holds no path of a machine and no other stranger in its text."""

from __future__ import annotations

import hashlib
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATHS = re.compile(r"(?<![\w.])/(?:home|root|Users|work)/\w+")
NAMES = {"d7f9db5608809e1d34e361d2c83a35e49b457627987336bc5dc2e5e39ddf8e3c"}
"""Digests of names that must not stand in the project, which so need not stand here either."""


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
        found += [f"{name}:{n}" for n, row in enumerate(text.split("\n"), 1) if PATHS.search(row) or _names(row)]
    assert not found


def _names(row: str) -> bool:
    return any(_digest(word) in NAMES for word in re.findall(r"\w+", row.lower()))


@cache
def _digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()
