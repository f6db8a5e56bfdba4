"""The bank that ships: every file is read, and the linter finds no error in it."""

from __future__ import annotations

import pytest
from support.builtin_bank import builtin_bank

from hotseat.question_bank.lint import lint, lint_question

BANK = builtin_bank()


def test_every_file_of_the_bank_is_read() -> None:
    assert [str(problem) for problem in BANK.problems] == []


@pytest.mark.parametrize("question", BANK.questions)
def test_a_question_is_whole_on_paper(question: str) -> None:
    found = lint_question(BANK, BANK.questions[question])
    assert [str(finding) for finding in found if finding.severity == "error"] == []


def test_the_bank_as_a_whole_has_no_error_on_paper() -> None:
    assert [str(finding) for finding in lint(BANK) if finding.severity == "error"] == []
