"""Invented histories for grades, schedule, plan and readiness: outcomes, summaries and questions in a line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from hotseat.question_bank.interview_model import Agenda
from hotseat.review.history import Summary
from hotseat.review.outcomes import Outcome
from hotseat.review.plan_facts import Facts, gathered

NOW = datetime(2030, 3, 4, 18, 0, tzinfo=UTC)
"""A Monday."""


@dataclass(frozen=True)
class Q:
    """A question, as far as a draw or a plan looks at it."""

    id: str
    kind: str = "talk"
    topic: str = "sampling"
    level: str = "medium"
    part: str = "deep-dive"
    minutes: float = 10.0

    @property
    def title(self) -> str:
        return f"About {self.id}"


def course(name: str, minutes: float, **draw: Any) -> Agenda:
    """An agenda whose one section takes all of the time."""
    section = {
        "id": "all",
        "title": "All",
        "kind": "questions",
        "minutes": minutes,
        "draw": [draw or {"parts": ["drill"]}],
    }
    return Agenda.model_validate({"id": name, "title": name, "minutes": minutes, "sections": [section]})


AGENDAS = {
    a.id: a for a in (course("half", 30), course("hour", 60), course("whole", 120), course("one", 45, topics=["sql"]))
}


def outcome(question: str, days_ago: float, **changes: Any) -> Outcome:
    """Words that cover four fifths of the rubric, in time and without a hint: good."""
    fields: dict[str, Any] = {
        "question": question,
        "title": question,
        "kind": "talk",
        "in_words": True,
        "topic": "sampling",
        "mode": "practice",
        "at": (NOW - timedelta(days=days_ago)).isoformat(),
        "how": "done",
        "spent": 400.0,
        "box": 600.0,
        "said": True,
        "share": 0.8,
    }
    return Outcome(**{**fields, **changes})


def practice(*outcomes: Outcome) -> Summary:
    at = outcomes[0].at if outcomes else NOW.isoformat()
    return Summary(f"p{at}{outcomes[0].question}", mode="practice", started=at, ended="finished", outcomes=outcomes)


def mock(
    days_ago: float, overall: float, *, minutes: float = 120, scores: Mapping[str, float] | None = None
) -> Summary:
    seen = dict.fromkeys(("problem-solving", "coding", "machine-learning", "communication"), overall)
    return Summary(
        f"m{days_ago}",
        mode="interview",
        started=(NOW - timedelta(days=days_ago)).isoformat(),
        ended="finished",
        spent=minutes * 60,
        planned=minutes * 60,
        overall=overall,
        scores=tuple((seen if scores is None else {**seen, **scores}).items()),
    )


def facts(
    sessions: Sequence[Summary] = (), questions: Sequence[Q] = (), kept_back: Sequence[str] = (), agenda: str = "whole"
) -> Facts:
    return gathered(sessions, {q.id: q for q in questions}, frozenset(kept_back), AGENDAS, AGENDAS[agenda])
