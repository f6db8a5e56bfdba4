"""The bank that ships: every file is read, and the linter finds no error in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from support.builtin_bank import builtin_bank

from hotseat.question_bank.lint import lint, lint_question

BANK = builtin_bank()
FILES = Path(__file__).resolve().parents[2] / "question_bank"
_IN_ONE_LINE = re.compile(r"^\s*(?:- )?[\w-]+: [\[{].*[\]}]$", re.MULTILINE)


def test_every_file_of_the_bank_is_read() -> None:
    assert [str(problem) for problem in BANK.problems] == []


@pytest.mark.parametrize("question", BANK.questions)
def test_a_question_is_whole_on_paper(question: str) -> None:
    found = lint_question(BANK, BANK.questions[question])
    assert [str(finding) for finding in found if finding.severity == "error"] == []


def test_the_bank_as_a_whole_has_no_error_on_paper() -> None:
    assert [str(finding) for finding in lint(BANK) if finding.severity == "error"] == []


def test_lists_in_one_line_are_read_alike_where_yaml_has_no_c_library() -> None:
    """The C library takes a bare question mark before a comma; PyYAML's own parser, used where it is missing, does not."""
    lines = {line for file in sorted(FILES.rglob("*.yaml")) for line in _IN_ONE_LINE.findall(file.read_text("utf-8"))}
    assert len(lines) > 100
    for line in lines:
        assert yaml.load(line, yaml.SafeLoader) == yaml.load(line, getattr(yaml, "CSafeLoader", yaml.SafeLoader)), line
