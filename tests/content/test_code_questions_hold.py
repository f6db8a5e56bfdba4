"""Every code question of the bank: starter fails, its tests hold on the reference, right solutions pass, wrong ones are caught.

Each is run, or known to hold from an earlier run of the very same files, judge and libraries: see ``reference/ledger.py``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from support.engines import skip_where_lacking
from support.recorded import BANK, as_recorded, recorded, rests

from hotseat.question_bank.lint_files import flaws
from hotseat.question_bank.python_text import docstring
from hotseat.reference import ledger
from hotseat.reference.gate import code_of
from hotseat.reference.judge import Judge

CODE = sorted(name for name, question in BANK.questions.items() if question.kind == "code")
BY_PROFILE = sorted(CODE, key=lambda name: (BANK.questions[name].needs.profile, name))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judge() -> AsyncIterator[Judge]:
    judge = Judge(BANK.packs)
    yield judge
    await judge.close()


@pytest.mark.sandbox
@pytest.mark.timeout(600)
@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("question", BY_PROFILE)
async def test_a_code_question_is_held_to_its_own_solutions(judge: Judge, question: str) -> None:
    if rests(question, "gate"):
        return
    asked = BANK.questions[question]
    skip_where_lacking(asked)
    found, tried = await code_of(judge, asked, BANK.pack_of(question))
    assert [str(fault) for fault in found] == []
    assert tried is not None and tried.own_tests > 0, "its starter brings tests"
    as_recorded(asked, "gate", ledger.of_code(tried, 0.0))


@pytest.mark.parametrize("question", CODE)
def test_a_record_names_every_solution_and_the_checks_that_catch_it(question: str) -> None:
    result = recorded(question, "gate")
    if result is None:
        pytest.skip(f"{question} has no record that holds, and is run")
    pack = BANK.pack_of(question)
    wrong = pack.beside("wrong", question)
    assert result["caught"] == {name: flaws(docstring(text)) for name, text in wrong.items()}
    assert set(result["passed"]) == {f"solutions/{question}.py", *pack.beside("right", question)}
    assert result["starter"] in ("fail", "error", "timeout") and result["own_tests"] > 0
