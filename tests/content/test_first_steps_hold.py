"""The question of the first steps is held to its own solutions like any of the bank, and is no part of the bank."""

from __future__ import annotations

import pytest

from hotseat.front.service import FIRST_STEPS
from hotseat.question_bank.bank import load_bank
from hotseat.reference.builtin import builtin_pack, first_steps_pack
from hotseat.reference.gate import faults_of
from hotseat.reference.judge import Judge, seeds_of


@pytest.mark.sandbox
@pytest.mark.timeout(120)
async def test_the_first_steps_are_held_to_their_own_solutions() -> None:
    bank = load_bank([first_steps_pack()], [])
    assert not bank.problems and list(bank.questions) == [FIRST_STEPS]
    judge = Judge(bank.packs)
    try:
        found = await faults_of(
            judge, bank.questions[FIRST_STEPS], bank.packs[0], seeds=seeds_of(FIRST_STEPS)[:1], evidence=False
        )
    finally:
        await judge.close()
    assert [str(fault) for fault in found] == []


def test_the_bank_does_not_hold_the_first_steps() -> None:
    assert FIRST_STEPS not in load_bank([builtin_pack()], []).questions
