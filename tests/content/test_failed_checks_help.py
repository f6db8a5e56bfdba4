"""What a failed check of the bank says: hidden ones name the kind of fault, visible ones show what can be tried."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from support.builtin_bank import builtin_bank
from support.engines import skip_where_lacking

from hotseat.question_bank.bank import Bank
from hotseat.reference.check import Check
from hotseat.reference.judge import Judge

pytestmark = [pytest.mark.sandbox]
BANK = builtin_bank()
CODE = sorted(name for name, question in BANK.questions.items() if question.kind == "code")


@pytest.fixture(scope="module")
def bank() -> Bank:
    return BANK


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judge(bank: Bank) -> AsyncIterator[Judge]:
    judge = Judge(bank.packs)
    yield judge
    await judge.close()


async def said(judge: Judge, bank: Bank, question: str, wrong: str, name: str) -> str:
    text = next(path for path in bank.pack_of(question).wrong(question) if path.stem.endswith(wrong)).read_text()
    verdict = await judge.judge(bank.questions[question], text, seed=1, only=[name])
    check = next(check for check in verdict.checks if check.name == name)
    assert check.outcome == "failed"
    return check.message


@pytest.mark.parametrize("question", CODE)
def test_every_hidden_check_has_a_hint(question: str) -> None:
    skip_where_lacking(BANK.questions[question])
    names: dict[str, list[Check]] = {}
    exec(compile(BANK.pack_of(question).checks(question).read_text(), "checks", "exec", dont_inherit=True), names)
    assert [check.name for check in names["CHECKS"] if not check.visible and not check.hint] == []


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.in_turn
async def test_a_hidden_check_says_what_kind_of_thing_was_wrong_and_no_value(judge: Judge, bank: Bank) -> None:
    message = await said(judge, bank, "mlp", "total_loss", "train_epoch returns the average loss")
    assert "The average loss is not what it should be." in message and "was expected" not in message
    message = await said(judge, bank, "mlp", "dropout_on_the_output", "hidden units are dropped in training")
    assert "In training mode" in message and "Call the model several times" in message


@pytest.mark.asyncio(loop_scope="module")
async def test_a_visible_check_of_a_block_gives_weights_by_a_rule_that_can_be_followed(
    judge: Judge, bank: Bank
) -> None:
    name = "with given weights the output is that of a pre-norm block"
    message = await said(judge, bank, "transformer-block", "post_norm", name)
    assert "0.5 * torch.sin(torch.arange(w.numel())).reshape(w.shape)" in message and "off by up to" in message


@pytest.mark.asyncio(loop_scope="module")
async def test_a_visible_check_of_evaluate_shows_rows_that_can_be_copied(judge: Judge, bank: Bank) -> None:
    name = "evaluate gives the average loss and the accuracy"
    message = await said(judge, bank, "mlp", "per_cent", name)
    assert "X=array([[" in message and "shape" not in message and "was expected" in message
