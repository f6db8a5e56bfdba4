"""What became of one question: how long it took, its verdicts, and each rubric point with the words it was read from. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hotseat.frozen import frozen
from hotseat.interview.clock import question_spent
from hotseat.interview.own_tests import OwnTests
from hotseat.interview.second_opinion import Opinion, opinion_on
from hotseat.interview.state import QuestionState, State, Submission, Thread
from hotseat.question_bank.model import RubricPoint

HINT_COST = 0.1
"""The share of what a question scores, its code or its answer, that each hint costs; said with the question."""
NOT_PASSED = 0.7
"""What the checks that held count for when not all of them do: code that is nearly right does not work yet."""


@frozen
class PointOutcome:
    """What became of one rubric point."""

    thread: str
    id: str
    text: str
    state: str
    """``covered``, ``unclear``, ``contradicted`` or ``not found``."""
    quote: str
    overruled: bool
    """Whether ``state`` is the person's own word."""
    probability: float
    read: str = "not found"
    """What the reading says, as in ``state``."""
    second: Opinion | None = None
    """A language model's opinion, where one was asked."""
    asked: bool = True
    """False for a point about code that nobody asked for and nobody spoke of: code that is right needs no speech, so that it
    does not count."""

    @property
    def told(self) -> str:
        """What became of it, in a word or two."""
        return self.state if self.asked else "not asked for"


@frozen
class QuestionOutcome:
    """What became of one question."""

    id: str
    title: str
    kind: str
    how: str
    spent: float
    """Seconds."""
    box: float
    """Seconds of its time box."""
    verdict: str
    """The last verdict, or empty."""
    score: float | None
    """Best score of a submission, hints charged; None without one."""
    hints: int
    clarified: int
    points: tuple[PointOutcome, ...]
    disputed: bool = False
    """Whether the person contests a verdict on it."""
    own_tests: OwnTests | None = None
    """What the tests in the last submission came to; None where they were not tried."""

    @property
    def points_count(self) -> tuple[int, int]:
        """How many points were covered, and of how many that count."""
        counted = [p for p in self.points if p.asked]
        return sum(p.state == "covered" for p in counted), len(counted)

    @property
    def points_told(self) -> str:
        """The same in words, as in ``3 of 8 points covered``; empty where none counts."""
        covered, of = self.points_count
        return f"{covered} of {of} point{'' if of == 1 else 's'} covered" if of else ""


Judged = tuple[Submission, Mapping[str, Any]]
"""A submission and the verdict on it."""


def judged(state: State, there: QuestionState) -> list[Judged]:
    """The submissions that the judge could judge, with their verdicts; what was nobody's fault is not among them."""
    given = [state.submissions[s] for s in there.submissions]
    return [(s, s.verdict) for s in given if s.verdict and s.verdict.get("verdict") != "not-judged"]


def charged(submission: Submission, verdict: Mapping[str, Any]) -> float:
    """What a submission scores, hints charged."""
    whole = 1.0 if verdict.get("verdict") == "pass" else NOT_PASSED
    return whole * float(verdict.get("score", 0.0)) * hinted(submission)


def hinted(submission: Submission) -> float:
    """What is left of a full score after the hints."""
    return max(0.0, 1 - HINT_COST * submission.hints)


def point_outcome(
    there: QuestionState, thread: Thread, point: RubricPoint, read: Mapping[str, Any] | None
) -> PointOutcome:
    """What became of a point that was read so; the person's own word goes before the reading."""
    overruled = point.id in thread.overruled
    state = found = _read_state(read)
    if overruled:
        state = "covered" if thread.overruled[point.id] else "not found"
    quote = str(read.get("evidence", "")) if read else ""
    probability = float(read.get("probability", 0.0)) if read else 0.0
    second = opinion_on(thread, point.id)
    asked = state != "not found" or not spoken_beside_code(there, thread.id) or _probed(there, point.id)
    return PointOutcome(thread.id, point.id, point.text, state, quote, overruled, probability, found, second, asked)


def spoken_beside_code(there: QuestionState, thread: str) -> bool:
    """Whether a thread tells of code that answers the question by itself."""
    return (
        thread == "main"
        and there.question.kind == "code"
        and (not there.question.review or there.last_verdict == "pass")
    )


def _probed(there: QuestionState, point: str) -> bool:
    return any(name.partition(":")[2] == point for name in there.threads)


def points_read(thread: Thread) -> dict[str, Mapping[str, Any]]:
    """How each point of a thread was read, by the point's id."""
    return {str(p["id"]): p for p in (thread.reading.points if thread.reading else ())}


def _read_state(read: Mapping[str, Any] | None) -> str:
    if read is None:
        return "not found"
    if read.get("contradicted"):
        return "contradicted"
    if read.get("unclear"):
        return "unclear"
    return "covered" if read.get("covered") else "not found"


def outcome(state: State, there: QuestionState) -> QuestionOutcome:
    """What became of a question that was asked."""
    points: list[PointOutcome] = []
    for thread in there.threads.values():
        if thread.id == "main" or there.follow_up(thread.id):
            read = points_read(thread)
            points += [point_outcome(there, thread, p, read.get(p.id)) for p in there.points_of(thread.id)]
    return QuestionOutcome(
        id=there.question.id,
        title=there.question.title,
        kind=there.question.kind,
        how=there.closed_how or "open",
        spent=question_spent(there, state.at),
        box=there.question.minutes * 60,
        verdict=there.last_verdict,
        score=max((charged(*sv) for sv in judged(state, there)), default=None),
        hints=len(there.hints),
        clarified=len(there.clarified),
        points=tuple(points),
        disputed=any(state.submissions[s].disputed for s in there.submissions),
        own_tests=there.own_tests,
    )
