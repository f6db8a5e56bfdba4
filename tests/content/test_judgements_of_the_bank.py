"""Judgements of the bank's own questions that its right and wrong solutions do not show: what a check must not let pass."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from support.builtin_bank import builtin_bank

from hotseat.question_bank.bank import Bank
from hotseat.reference.judge import Judge

pytestmark = [pytest.mark.sandbox, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture(scope="module")
def bank() -> Bank:
    return builtin_bank()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judge(bank: Bank) -> AsyncIterator[Judge]:
    judge = Judge(bank.packs)
    yield judge
    await judge.close()


@pytest.mark.parametrize("answer", ["0", "0.0", "np.zeros((3, 7))", "np.zeros(2)", "np.zeros((1, 1))"])
async def test_a_single_number_gives_one_zero_and_nothing_else(judge: Judge, bank: Bank, answer: str) -> None:
    name = "a single number gives zero"
    solution = bank.pack_of("zscore").solution("zscore") or ""
    shadow = f"\nright = zscore\ndef zscore(x):\n    return {answer} if len(x) == 1 else right(x)\n"
    verdict = await judge.judge(bank.questions["zscore"], solution + shadow, seed=1, only=[name])
    assert {check.name: check.outcome for check in verdict.checks}[name] == "failed"


@pytest.mark.parametrize(
    ("answer", "accepted"),
    [
        ("raise ValueError('one class')", True),
        ("raise type('OneClass', (ValueError,), {})('one class')", True),
        ("assert False", True),
        ("1 // 0", True),
        ("return float('nan')", True),
        ("return np.float64('nan')", True),
        ("return np.full(3, np.nan)", False),
        ("return 0.5", False),
        ("return None", False),
        ("return object()", False),
        ("return not_there", False),
        ("return len(3)", False),
        ("raise NotImplementedError", False),
        ("import not_installed", False),
        ("return y_score[len(y_score)]", False),
        ("raise SystemExit", False),
    ],
)
async def test_only_a_refusal_or_nan_says_that_there_is_no_area(
    judge: Judge, bank: Bank, answer: str, accepted: bool
) -> None:
    name = "a single class gives no area"
    solution = bank.pack_of("binary-auc").solution("binary-auc") or ""
    shadow = f"""
right = binary_auc
def binary_auc(y_true, y_score):
    if len(set(y_true.tolist())) == 1:
        {answer}
    return right(y_true, y_score)
"""
    verdict = await judge.judge(bank.questions["binary-auc"], solution + shadow, seed=1, only=[name])
    outcome = {check.name: check.outcome for check in verdict.checks}[name]
    assert (outcome == "passed") == accepted, outcome


@pytest.mark.parametrize("kind", ["list", "tuple", "np.array", "__import__('pandas').Series"])
async def test_the_error_of_each_step_may_come_as_any_sequence_of_numbers(judge: Judge, bank: Bank, kind: str) -> None:
    name = "the evaluation counts every window"
    solution = bank.pack_of("forecasting-pipeline").solution("forecasting-pipeline") or ""
    shadow = f"""
class Right(ForecastingPipeline): pass
class ForecastingPipeline(Right):
    def evaluate(self, test, n_steps):
        told = super().evaluate(test, n_steps)
        return told | {{"mae_per_step": {kind}(np.asarray(told["mae_per_step"]).tolist())}}
"""
    verdict = await judge.judge(bank.questions["forecasting-pipeline"], solution + shadow, seed=1, only=[name])
    assert {check.name: check.outcome for check in verdict.checks}[name] == "passed"


async def test_a_fraction_is_told_to_be_no_plain_number(judge: Judge, bank: Bank) -> None:
    code = "from fractions import Fraction\ndef binary_auc(y_true, y_score):\n    return Fraction(3, 4)\n"
    verdict = await judge.judge(bank.questions["binary-auc"], code, seed=1)
    assert (
        "The answer is of type Fraction where a plain number, such as a float, was expected."
        in verdict.checks[1].message
    )
