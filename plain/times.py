"""Time in sentences: what is left of the part, the question and the whole."""

from __future__ import annotations

from hotseat.front.times import span
from hotseat.front.views import moment
from hotseat.interview import events as e
from hotseat.interview.clock import question_left, section_left, total_left
from hotseat.interview.state import State


def _left(seconds: float) -> str:
    """A length of time that is left or over, to the second only near its end."""
    return f"{span(seconds)} left" if seconds >= 0 else f"{span(-seconds)} over"


def now_told(state: State, now: float) -> str:
    """All there is to say about time at this moment."""
    if state.ended:
        return "The session is over."
    told = moment(state, now)
    parts: list[str] = []
    if told.place:
        parts.append(f"{told.title}, {told.place}: {_left(section_left(state, now))}.")
    there = state.open_question
    if there is not None:
        parts.append(f"{there.question.title}: {_left(question_left(state, there, now))}.")
    if there is None or state.mode == "interview" or len(state.questions) > 1:
        parts.append(f"In all: {_left(total_left(state, now))}.")
    if state.paused:
        parts.append("The clock stands still; /pause lets it go on.")
    return " ".join(parts)


def opened(event: e.Event, state: State, now: float) -> str:
    """What is said of time when a part or a question begins, or an empty text."""
    match event:
        case e.SectionOpened(section=section) if state.mode == "interview":
            part = state.plan.sections[section]
            return (
                f"Part {section + 1} of {len(state.plan.sections)}, {part.title}: {span(part.seconds)}. "
                f"In all: {_left(total_left(state, now))}."
            )
        case e.QuestionOpened(question=question):
            there = state.questions[question]
            return f"{there.question.title}: {_left(question_left(state, there, now))} for this question."
        case _:
            return ""


def warned(event: e.WarningSpoken, state: State, now: float) -> str:
    """A warning in figures; the interviewer says it in words."""
    there = state.questions.get(event.question or "")
    name = there.question.title if there else state.plan.sections[event.section].title
    left = question_left(state, there, now) if there else section_left(state, now)
    if left <= 0:
        return f"Time is over for {name}. In all: {_left(total_left(state, now))}."
    return f"{span(left)} left for {name}."
