"""Every code question of the bank, run: starter fails, reference and right solutions pass, wrong ones are caught."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from support.engines import skip_where_lacking

from hotseat.question_bank.bank import load_bank
from hotseat.reference.builtin import builtin_pack
from hotseat.reference.gate import faults_of
from hotseat.reference.judge import Judge, seeds_of

BANK = load_bank([builtin_pack()])
CODE = sorted(name for name, question in BANK.questions.items() if question.kind == "code")
BY_PROFILE = [
    pytest.param(name, marks=pytest.mark.xdist_group(f"judge-{BANK.questions[name].needs.profile}"))
    for name in sorted(CODE, key=lambda name: (BANK.questions[name].needs.profile, name))
]

pytestmark = [pytest.mark.sandbox, pytest.mark.timeout(300), pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judge() -> AsyncIterator[Judge]:
    judge = Judge(BANK.packs)
    yield judge
    await judge.close()


@pytest.mark.parametrize("question", BY_PROFILE)
async def test_a_code_question_is_held_to_its_own_solutions(judge: Judge, question: str) -> None:
    skip_where_lacking(BANK.questions[question])
    seeds = seeds_of(question)[:1]
    found = await faults_of(judge, BANK.questions[question], BANK.pack_of(question), seeds=seeds, evidence=False)
    assert [str(fault) for fault in found] == []
