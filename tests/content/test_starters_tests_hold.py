"""The ready-made tests in the starters: each code question has some, and all of them hold on the reference."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from support.engines import skip_where_lacking

from hotseat.question_bank.bank import load_bank
from hotseat.reference.builtin import builtin_pack
from hotseat.reference.judge import Judge
from hotseat.reference.own_tests import find
from hotseat.reference.own_tests_trial import OwnTestsTrial

BANK = load_bank([builtin_pack()])
PROFILES = {name: question.needs.profile for name, question in BANK.questions.items() if question.kind == "code"}
BY_PROFILE = [
    pytest.param(name, marks=pytest.mark.xdist_group(f"judge-{PROFILES[name]}"))
    for name in sorted(PROFILES, key=lambda name: (PROFILES[name], name))
]

pytestmark = [pytest.mark.sandbox, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judge() -> AsyncIterator[Judge]:
    judge = Judge(BANK.packs)
    yield judge
    await judge.close()


@pytest.mark.parametrize("question", BY_PROFILE)
async def test_a_starters_tests_hold_on_a_right_solution(judge: Judge, question: str) -> None:
    asked, pack = BANK.questions[question], BANK.pack_of(question)
    skip_where_lacking(asked)
    starter, solution = pack.starter(question), pack.solution(question)
    assert starter is not None and solution is not None
    nursery = judge.nursery(asked.needs.profile)
    tried = await OwnTestsTrial(nursery, asked, find(starter, starter), 1).run(solution, [])
    assert tried.tests == tried.of_starter > 0
    assert (tried.wrong_tests, tried.idle_tests, tried.left_out) == ((), (), ())
