"""Two attempts at one question side by side: verdict, time, hints, rubric points, and what changed in the code. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from hotseat import harmless
from hotseat.frozen import frozen
from hotseat.interview.clock import spoken
from hotseat.interview.scoring import QuestionOutcome, debrief
from hotseat.interview.state import State
from hotseat.review.charts import question_score

LONGEST_DIFF = 2_000
"""Lines of a difference that are told."""


@frozen
class Attempted:
    """One attempt, as its session tells it."""

    session: str
    started: str
    """Date and time in UTC, ISO 8601."""
    outcome: QuestionOutcome
    candidate: str
    """The scripted candidate whose attempt it is; empty for one's own."""
    code: str
    """What was submitted last, or else what stood there in the end; empty for a question in words."""


@frozen
class Row:
    """One thing that both attempts have."""

    label: str
    left: str
    right: str

    @property
    def same(self) -> bool:
        return self.left == self.right


@frozen
class Comparison:
    title: str
    left: Attempted
    right: Attempted
    rows: tuple[Row, ...]
    points: tuple[Row, ...]
    """The points of the rubric, by their text."""
    diff: tuple[str, ...]
    """Lines as in a unified diff, harmless, without file names; empty where the code is the same or there is none."""


def attempted(state: State, question: str) -> Attempted | None:
    """The attempt at a question in a session; None where it was not asked."""
    outcome = next((q for q in debrief(state).questions if q.id == question), None)
    if outcome is None:
        return None
    there = state.questions[question]
    code = state.submissions[there.submissions[-1]].code if there.submissions else there.code
    code = code if there.question.kind == "code" else ""
    return Attempted(state.session, state.started_wall, outcome, state.candidate, code)


def compare(left: Attempted, right: Attempted) -> Comparison:
    """The two side by side, the earlier one at the left."""
    if (right.started, right.session) < (left.started, left.session):
        left, right = right, left
    return Comparison(
        right.outcome.title,
        left,
        right,
        tuple(Row(label, a, b) for (label, a), (_, b) in zip(_facts(left), _facts(right), strict=True)),
        tuple(_points(left.outcome, right.outcome)),
        tuple(_diff(left.code, right.code)),
    )


def _facts(attempt: Attempted) -> Iterator[tuple[str, str]]:
    outcome = attempt.outcome
    score = question_score(outcome)
    yield "Verdict", harmless.line(outcome.verdict, 60) or ("none" if outcome.kind == "code" else "answered in words")
    yield "Score", "not assessable" if score is None else f"{score:.0%}"
    yield "Time", f"{spoken(outcome.spent)} of {spoken(outcome.box)}"
    yield "Ended", harmless.line(outcome.how, 60)
    yield "Hints", str(outcome.hints)
    yield "Clarified", str(outcome.clarified)
    if outcome.kind == "code":
        own = outcome.own_tests
        yield "Own tests", "not tried" if own is None else str(own.tests)
    else:
        covered, of = outcome.points_count
        yield "Points", f"{covered} of {of} covered" if of else "none"


def _points(left: QuestionOutcome, right: QuestionOutcome) -> Iterator[Row]:
    """Every point that either was held against; one that was not asked for in an attempt has a dash there."""
    before = {(p.thread, p.id): p for p in left.points}
    after = {(p.thread, p.id): p for p in right.points}
    for key in dict.fromkeys((*after, *before)):
        point = after.get(key) or before[key]
        states = (harmless.line(table[key].told, 60) if key in table else "–" for table in (before, after))
        yield Row(harmless.line(point.text, 200), *states)


def _diff(left: str, right: str) -> Iterator[str]:
    if left.rstrip() == right.rstrip():
        return
    before, after = (harmless.plain(text).rstrip().split("\n") for text in (left, right))
    found = list(difflib.unified_diff(before, after, lineterm="", n=2))[2:]
    yield from found[:LONGEST_DIFF]
    if len(found) > LONGEST_DIFF:
        yield f"@@ {len(found) - LONGEST_DIFF:,} more lines"
