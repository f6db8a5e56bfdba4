"""The reference of a question that a session asked, to be looked at afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hotseat.cli.wiring import PackAnswers
from hotseat.front.service import ReferenceLine, Trouble

if TYPE_CHECKING:
    from hotseat.interview.state import State
    from hotseat.question_bank.bank import Bank

CHANGED = "The question has changed since this session; this is its reference of today."
NONE = "This question has no reference in code."
GONE = "This question is not in the bank any more, so its reference cannot be shown."


def reference(bank: Bank, state: State, question: str) -> ReferenceLine:
    """What the bank, or the session itself, has for a question. Raises Trouble while the session is open."""
    there = state.questions.get(question)
    if there is None:
        raise Trouble("That question was not asked in this session.")
    if there.revealed and there.revealed[1]:
        return ReferenceLine(there.revealed[1])
    if not state.ended:
        raise Trouble("The session is still open. The reference is shown once it is over.")
    if there.question.kind != "code":
        return ReferenceLine("", NONE)
    if question not in bank.summaries:
        return ReferenceLine("", GONE)
    code = PackAnswers(bank).solution(question)
    then, today = state.digests.get(question, ""), bank.digest(question)
    changed = bool(then and today and then != today)
    return ReferenceLine(code, CHANGED if code and changed else "" if code else NONE)
