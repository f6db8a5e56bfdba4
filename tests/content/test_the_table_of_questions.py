"""``docs/bank.md`` is made from the bank, and ``hotseat bank list --markdown`` prints the same table."""

from __future__ import annotations

import runpy
from pathlib import Path

from support.builtin_bank import builtin_bank
from typer.testing import CliRunner

from hotseat.cli.commands import app
from hotseat.question_bank.model import Question
from hotseat.question_bank.table import table

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_all_questions_is_the_bank_as_it_is() -> None:
    page = runpy.run_path(str(ROOT / "tools" / "bank_table.py"))["page"]()
    assert (ROOT / "docs" / "bank.md").read_text("utf-8") == page, "write it again: python tools/bank_table.py"


def test_the_command_prints_the_table_of_the_page(own_home: Path) -> None:
    printed = CliRunner().invoke(app, ["bank", "list", "--markdown"]).stdout.strip()
    assert printed == table(builtin_bank().questions.values())
    assert printed in (ROOT / "docs" / "bank.md").read_text("utf-8")
    some = CliRunner().invoke(app, ["bank", "list", "--markdown", "--topic", "sampling"]).stdout.splitlines()
    assert len(some) > 2 and all("| sampling |" in row for row in some[2:])


def test_a_title_cannot_leave_its_cell() -> None:
    question = Question.model_validate(
        {
            "id": "q",
            "title": "a | b <b>\x1b[31m [x](y)",
            "kind": "code",
            "prompt": "?",
            "functions": ["f"],
            "needs": {"packages": ["kneed"]},
        }
    )
    row = table([question]).splitlines()[-1]
    assert row == r"| `q` | a \| b \<b\> \[x\](y) | code | general | medium | 10 | drill | kneed |"
