"""From an interview's state to what is shown of it. Pure: the same state and time give the same lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hotseat import harmless
from hotseat.front.lines import OUTCOMES, CheckLine, HabitLine, ItemLine, Moment, Outcome, Result, Turn
from hotseat.front.times import span
from hotseat.interview.clock import question_left, section_left, total_left
from hotseat.interview.state import CellRecord, Message, QuestionState, State
from hotseat.review.words import ENDINGS as ENDINGS
from hotseat.review.words import HOW as HOW
from hotseat.review.words import TAGS as TAGS
from hotseat.review.words import heading as heading
from hotseat.review.words import how_ended as how_ended
from hotseat.review.words import speaker as speaker

SPEAKING = "…"
"""Stands at the end of words that are still coming."""


def turns(state: State, spoken: Mapping[int, str] | None = None) -> list[Turn]:
    """The conversation so far; of messages that a language model is wording, as much as has come of it."""
    return [Turn(speaker(m), _text(m, spoken or {}), m.at, _tag(m)) for m in state.messages]


def _text(message: Message, spoken: Mapping[int, str]) -> str:
    if message.model or message.seq not in spoken:
        return message.text
    return f"{spoken[message.seq]} {SPEAKING}".lstrip() + message.text[message.lead :]


def _tag(message: Message) -> str:
    return " · ".join(filter(None, (TAGS.get(message.act, ""), "amended" if message.earlier else "")))


def moment(state: State, now: float, trouble: str = "") -> Moment:
    """What the bar at the top tells at this moment."""
    planned, there = state.planned, state.open_question
    sections = state.plan.sections
    if state.mode == "practice":
        title = there.question.title if there else state.title
        place = ""
    else:
        title = planned.title if planned else state.title
        place = f"part {state.section + 1} of {len(sections)}" if planned else ""
    return Moment(
        title=title,
        place=place,
        section_left=section_left(state, now) if state.section_open and len(sections) > 1 else None,
        total_left=question_left(state, there, now) if state.mode == "practice" and there else total_left(state, now),
        paused=state.paused,
        ended=bool(state.ended),
        kernel="busy" if state.kernel == "ready" and state.running_cell else state.kernel,
        trouble=trouble,
    )


def result(verdict: Mapping[str, Any], number: int = 0, *, disputed: bool = False) -> Result:
    """A verdict as it is shown; what is not understood counts as not run."""
    return Result(
        verdict=str(verdict.get("verdict", "not-judged")),
        reason=str(verdict.get("reason", "")),
        checks=tuple(check_line(check) for check in verdict.get("checks") or ()),
        number=number,
        disputed=disputed,
        notes=tuple(str(note) for note in verdict.get("notes") or ()),
        printed=str(verdict.get("printed") or ""),
    )


def check_line(check: Mapping[str, Any]) -> CheckLine:
    """One check as it is shown."""
    return CheckLine(
        name=str(check.get("name", "")),
        outcome=_outcome(check.get("outcome")),
        message=str(check.get("message") or ""),
        seconds=float(check.get("seconds") or 0.0),
        hidden=bool(check.get("hidden")),
    )


def _outcome(told: object) -> Outcome:
    for outcome in OUTCOMES:
        if outcome == told:
            return outcome
    return "not-run"


def last_result(state: State, question: str | None) -> tuple[Result | None, bool]:
    """The last verdict on a question, and whether the judge is at work on it."""
    there = state.questions.get(question) if question else None
    if there is None:
        return None, False
    given = [state.submissions[s] for s in there.submissions]
    judged = [(n, s.verdict, s.disputed) for n, s in enumerate(given, 1) if s.verdict is not None]
    number, verdict, disputed = judged[-1] if judged else (0, None, False)
    shown = None if verdict is None else result(verdict, number, disputed=disputed)
    return shown, any(s.verdict is None for s in given)


def habits(state: State) -> tuple[list[HabitLine], list[ItemLine]]:
    """The habits with what was seen of them, and the list from before the call."""
    if state.checklist is None:
        return [], []
    from hotseat.interview.habits import observe

    seen = {h.id: len(h.seqs) for h in observe(state)}
    ticked = state.ticked_habits
    return (
        [HabitLine(h.id, h.text, seen.get(h.id, 0), ticked.get(h.id, False)) for h in state.checklist.habits],
        [ItemLine(i.id, i.text, state.ticked_items.get(i.id, False)) for i in state.checklist.before],
    )


def before_moving_on(state: State) -> str:
    """What to ask before a step that cannot be taken back, or an empty text."""
    planned, there = state.planned, state.open_question
    if state.mode == "practice":
        from hotseat.interview.course import others_left

        return _before_ending(there) if there and not others_left(state, there.question.id) else ""
    if planned and planned.kind == "closing":
        return "This ends the interview. Your own questions can be asked until then."
    said = there is not None and any(t.said for t in there.threads.values())
    if there and not there.question.in_words and not there.submissions:
        return "You have not submitted anything for this question, and there is no way back to it."
    if there and there.question.in_words and not (said or there.submissions):
        return "You have not answered this question, and there is no way back to it."
    return ""


def _before_ending(there: QuestionState) -> str:
    """What a practice would end without, on its last question; an empty text where nothing is open."""
    if not there.submissions and not any(t.said for t in there.threads.values()):
        return "This ends the practice, and nothing was answered or submitted yet."
    if there.submissions and there.last_verdict != "pass" and not there.question.in_words:
        return "This ends the practice, and your last submission did not pass."
    asked = there.threads.get(there.thread)
    if there.follow_up(there.thread) and asked and not asked.said and not asked.gave_up:
        return "This ends the practice, and a question to you is not answered yet."
    return ""


def lines_back(output: Mapping[str, Any]) -> int:
    """How many whole lines printed text takes the place of."""
    back = output.get("back")
    return min(max(back, 0), 1000) if isinstance(back, int) else 0


MOST_TITLE = 24
"""Characters of a cell's first line in the header of its output, so that how it ended stands behind it in a narrow pane too."""


def run_title(cell: CellRecord) -> str:
    """The header of a run's output."""
    first = next((row.strip() for row in cell.code.split("\n") if row.strip()), "")
    return f"Cell {cell.cell + 1} · {harmless.line(first, MOST_TITLE)}"


def run_words(ending: str, seconds: float, count: int | None) -> str:
    """How a run ended, for its header and for the mark of its cell."""
    number = f"[{count}] " if count is not None else ""
    spent = f" in {span(seconds)}" if ending in ("finished", "failed") else ""
    return f"{number}{ENDINGS.get(ending, ending)}{spent}"
