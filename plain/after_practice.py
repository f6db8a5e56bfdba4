"""After a practised question in lines: verdict, own words under each point, the model answer, the way to the reference. Pure."""

from __future__ import annotations

from hotseat import harmless
from hotseat.front.after_question import way_to_reference
from hotseat.front.replay_diff import DiffRow, counted
from hotseat.front.service import ReferenceLine
from hotseat.interview.scoring import QuestionOutcome
from hotseat.interview.state import State
from hotseat.plain import debrief as told
from hotseat.plain.markdown import spoken_text

_SIGNS = {"same": " ", "gone": "-", "new": "+"}


def after_question(state: State, outcome: QuestionOutcome, number: int) -> list[str]:
    """What one wants to know once a question is over; ``number`` is its place in the session."""
    rows = [told.headline(outcome), *told.judged(state, outcome), *told.points(outcome)]
    there = state.questions[outcome.id]
    if there.closed_at >= 0 and there.question.model_answer:
        rows += ["A model answer.", *spoken_text(there.question.model_answer).split("\n")]
    return [*rows, f"again {number} begins it anew; question {number} tells all of it."]


def reference(state: State, question: str, found: ReferenceLine) -> list[str]:
    """The way from one's own code to the reference, each row with its sign; nothing for a question without code."""
    rows, note = way_to_reference(state, question, found)
    if rows is None:
        return [note] if note else []
    said = ["From your code to the reference. A minus is yours, a plus is the reference's.", counted(rows)]
    return [*said, *([note] if note else []), *map(_row, rows)]


def _row(row: DiffRow) -> str:
    text = harmless.plain(row.text)
    return f"  ({text})" if row.side == "skipped" else f"{_SIGNS[row.side]} {text}".rstrip()
