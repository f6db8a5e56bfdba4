"""A person's own word on a rubric point, beside what the reading had made of their answer: a label to learn from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hotseat.interview import events as e
from hotseat.interview.interviewer import answer_text
from hotseat.interview.state import State


def label_of(state: State, event: e.PointOverruled | e.OverruleWithdrawn, wall: str) -> Mapping[str, Any] | None:
    """The label as plain data, or None where the session holds no such point.

    Overruling a point again gives another label for it; the last of a session, thread and point is what counts. One whose
    ``covered`` is None says that the word was taken back.
    """
    there = state.questions.get(event.question)
    if there is None or event.thread not in there.threads:
        return None
    point = next((p for p in there.points_of(event.thread) if p.id == event.point), None)
    if point is None:
        return None
    own = there.follow_up(event.thread)
    reading = there.threads[event.thread].reading
    read = next((dict(p) for p in reading.points if p["id"] == event.point), None) if reading else None
    return {
        "session": state.session,
        "question": event.question,
        "thread": event.thread,
        "prompt": own.prompt if own else there.question.prompt,
        "model_answer": own.model_answer if own else there.question.model_answer,
        "point": {"id": point.id, "text": point.text, "phrases": list(point.phrases), "wrong": list(point.wrong)},
        "answer": answer_text(there, event.thread),
        "reading": read,
        "covered": event.covered if isinstance(event, e.PointOverruled) else None,
        "wall": wall,
    }
