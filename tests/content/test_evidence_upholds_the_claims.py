"""Every number that a model answer claims is computed by its evidence cell, which must agree with it.

Each cell is run, or known to hold from an earlier run of the very same cell with the same libraries: see ``reference/ledger.py``.
"""

from __future__ import annotations

import ast
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from support.engines import skip_where_lacking
from support.recorded import BANK, as_recorded, recorded, rests

from hotseat.question_bank.model import Evidence
from hotseat.reference import ledger
from hotseat.reference.evidence import figures_of
from hotseat.reference.judge import Judge

WITH_EVIDENCE = [q.id for q in BANK.questions.values() if q.evidence]
CELLS = [pytest.param(e, id=f"{q.id}/{e.id}") for q in BANK.questions.values() for e in q.evidence]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judge() -> AsyncIterator[Judge]:
    judge = Judge(BANK.packs)
    yield judge
    await judge.close()


@pytest.mark.sandbox
@pytest.mark.timeout(600)
@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("question", WITH_EVIDENCE)
async def test_evidence_upholds_the_claims(judge: Judge, question: str) -> None:
    if rests(question, "evidence"):
        return
    asked = BANK.questions[question]
    skip_where_lacking(asked)
    figures = await figures_of(judge, asked)
    assert [figure.id for figure in figures] == [cell.id for cell in asked.evidence]
    for figure in figures:
        assert figure.fault is None, f"{figure.id}, “{figure.claim}”, {figure.fault}\n{figure.printed}"
    as_recorded(asked, "evidence", ledger.of_evidence(figures))


@pytest.mark.parametrize("question", WITH_EVIDENCE)
def test_a_record_holds_a_figure_for_every_claim(question: str) -> None:
    result = recorded(question, "evidence")
    if result is None:
        pytest.skip(f"{question} has no record that holds, and is run")
    assert set(result["cells"]) == {cell.id for cell in BANK.questions[question].evidence}
    assert all(cell["printed"].strip() for cell in result["cells"].values())


@pytest.mark.parametrize("evidence", CELLS)
def test_evidence_can_fail(evidence: Evidence) -> None:
    """A cell holds its claim by an assert about something it has computed, not about a constant."""
    asserts = [node for node in ast.walk(ast.parse(evidence.code)) if isinstance(node, ast.Assert)]
    assert asserts, "no assert in the cell"
    assert all(any(isinstance(n, ast.Name) for n in ast.walk(a.test)) for a in asserts)


@pytest.mark.parametrize("evidence", CELLS)
def test_evidence_ends_in_its_assert(evidence: Evidence) -> None:
    last = ast.parse(evidence.code).body[-1]
    while isinstance(last, ast.For | ast.While | ast.With | ast.If):
        last = last.body[-1]
    assert isinstance(last, ast.Assert)


def test_no_question_escapes_because_it_cannot_be_read() -> None:
    assert [str(p) for p in BANK.problems] == []
    assert WITH_EVIDENCE
