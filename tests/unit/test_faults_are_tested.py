"""Each fault that was thought of names the tests that hold the promise against it, and those tests are there."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

TESTS = Path(__file__).resolve().parent.parent
FAULTS: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load((TESTS / "support" / "faults.yaml").read_text("utf-8"))
EVERY = {name: row for group in FAULTS.values() for name, row in group.items()}


@cache
def _tests_in(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(n.name for n in ast.walk(tree) if isinstance(n, functions) and n.name.startswith("test_"))


@pytest.mark.parametrize("name", EVERY)
def test_a_fault_names_tests_that_are_there_or_says_why_there_is_none(name: str) -> None:
    row = EVERY[name]
    assert row["fault"] and row["promise"]
    assert row["tests"] or row.get("why"), "neither a test nor a reason"
    for test in row["tests"]:
        file, _, function = test.partition("::")
        assert (TESTS / file).is_file(), f"there is no {file}"
        assert not function or function in _tests_in(file), f"{file} has no {function}"


def test_no_fault_of_the_catalogue_is_left_out() -> None:
    counts = {"A": 15, "B": 18, "C": 12, "D": 8, "E": 10, "F": 11, "G": 6, "H": 7}
    assert list(EVERY) == [f"{letter}{n}" for letter, count in counts.items() for n in range(1, count + 1)]


def test_the_page_shows_the_list_as_it_is() -> None:
    tool = TESTS.parent / "tools" / "fault_table.py"
    assert subprocess.run([sys.executable, str(tool), "--check"]).returncode == 0, "run python tools/fault_table.py"
