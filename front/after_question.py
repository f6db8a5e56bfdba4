"""What stands beside one another after a practised question: one's own code and the reference. Pure."""

from __future__ import annotations

from hotseat.front.replay_diff import DiffRow, answers_diff
from hotseat.front.service import ReferenceLine
from hotseat.interview.state import State

NO_CODE = "You wrote no code, so there is nothing to compare. The whole reference follows."


def asked(state: State) -> tuple[str, ...]:
    """The questions of a session that were asked, in order."""
    found = (q for q in state.questions.values() if q.opened_at >= 0)
    return tuple(q.question.id for q in sorted(found, key=lambda q: q.opened_seq))


def compares(state: State, question: str) -> bool:
    """Whether a question has a reference in code to compare with."""
    return state.questions[question].question.kind == "code"


def own_code(state: State, question: str) -> str:
    """The code that counts as one's own: what was handed in last, or else what was written; empty where that is the starter."""
    there = state.questions[question]
    if there.submissions:
        return state.submissions[there.submissions[-1]].code
    return "" if there.code.strip() == state.starters.get(question, "").strip() else there.code


def way_to_reference(state: State, question: str, reference: ReferenceLine) -> tuple[tuple[DiffRow, ...] | None, str]:
    """The rows that lead from one's own answer to the reference, None where there is none; and what to know of them."""
    if not reference.code:
        return None, reference.note
    functions = state.questions[question].question.functions
    own = own_code(state, question)
    notes = [note for note in (reference.note, "" if own.strip() else NO_CODE) if note]
    return answers_diff(own, reference.code, functions), " ".join(notes)
