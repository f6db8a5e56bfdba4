"""What became of each question of a session, in the few plain values that grades, guesses and plans are made from. Pure.

They are kept in the session's summary, so that thousands of sessions need not be folded to know what is due.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hotseat.frozen import frozen
from hotseat.interview.clock import question_spent
from hotseat.interview.scoring import UNCLEAR, Debrief, PointOutcome, QuestionOutcome
from hotseat.interview.state import QuestionState, State


@frozen
class Outcome:
    """What became of one question in one session."""

    question: str
    title: str
    kind: str
    """``talk`` or ``code``."""
    in_words: bool
    """Whether words alone answer it: a talk question, or a review."""
    topic: str
    mode: str
    """``interview`` or ``practice``."""
    at: str
    """When it was closed: date and time in UTC, ISO 8601."""
    how: str
    """How it was closed."""
    spent: float
    """Seconds spent on it."""
    box: float
    """Seconds of its time box."""
    verdict: str = ""
    """The last verdict on its code, or empty."""
    passed_at: int = 0
    """Which of the judged submissions passed first, counted from 1; 0 for none."""
    judged: int = 0
    """Submissions with a verdict on the code."""
    code_first: float | None = None
    """The share of the checks by weight that held at the first of them."""
    code_best: float | None = None
    """The same of the best one."""
    said: bool = False
    """Whether anything was answered in words."""
    share: float | None = None
    """The share of the rubric by weight that the words cover; None where nothing was said, or nothing is asked for."""
    hints: int = 0
    revealed: bool = False
    """Whether the answer was shown before the question was answered."""
    guess: float | None = None
    """The score that the person expected, from 0 to 1."""
    own: str = ""
    """The person's own grade, or empty."""

    @property
    def guessed(self) -> float | None:
        """The score that the guess was about: of the first submission, or of the words; None where there is none."""
        return self.share if self.in_words and self.code_first is None else self.code_first


def result_told(state: State, report: Debrief) -> str:
    """What came of a session that has ended, in a few words: of an interview its hire signal, of a practice its verdict."""
    if not state.ended:
        return ""
    if state.mode == "interview":
        return report.signal.word
    code = [
        q for q in report.questions if q.kind == "code" and (q.verdict or not state.questions[q.id].question.in_words)
    ]
    spoken = [q for q in report.questions if q not in code]
    if len(code) == 1 and not spoken:
        return _verdict_told(state, code[0])
    if code:
        passed = sum(q.verdict == "pass" for q in code)
        return f"{passed} of {len(code)} passed"
    if not any(t.said for q in spoken for t in state.questions[q.id].threads.values()):
        return "said nothing" if spoken else ""
    counts = [q.points_count for q in spoken]
    covered, of = sum(c for c, _ in counts), sum(o for _, o in counts)
    return f"{covered} of {of} points" if of else "answered"


def _verdict_told(state: State, result: QuestionOutcome) -> str:
    there = state.questions[result.id]
    judged = [s for s in (state.submissions[n] for n in there.submissions) if s.judged]
    passed = next((n for n, s in enumerate(judged, 1) if s.verdict and s.verdict.get("verdict") == "pass"), 0)
    if passed:
        return "passed" if passed == 1 else f"passed at try {passed}"
    return "not passed" if judged else "not judged" if there.submissions else "no code"


def outcomes(state: State, results: tuple[QuestionOutcome, ...]) -> tuple[Outcome, ...]:
    """What became of the questions that are closed, in the order they were asked; ``results`` are those of the debrief."""
    found = ((state.questions[result.id], result) for result in results)
    return tuple(_outcome(state, there, result) for there, result in found if there.closed_at >= 0)


def _outcome(state: State, there: QuestionState, result: QuestionOutcome) -> Outcome:
    judged = [state.submissions[s] for s in there.submissions if state.submissions[s].judged]
    verdicts: list[Mapping[str, Any]] = [s.verdict for s in judged if s.verdict is not None]
    scores = [min(1.0, max(0.0, float(v.get("score", 0.0)))) for v in verdicts]
    passed = next((n for n, v in enumerate(verdicts, 1) if v.get("verdict") == "pass"), 0)
    said = max((seq for t in there.threads.values() for seq in t.said), default=0)
    answered = judged[passed - 1].judged_seq if passed else said if there.question.in_words else 0
    return Outcome(
        question=there.question.id,
        title=there.question.title,
        kind=there.question.kind,
        in_words=there.question.in_words,
        topic=there.question.topic,
        mode=state.mode,
        at=there.closed_wall or state.started_wall,
        how=there.closed_how,
        spent=round(question_spent(there, state.at), 1),
        box=there.question.minutes * 60,
        verdict=there.last_verdict,
        passed_at=passed,
        judged=len(judged),
        code_first=scores[0] if scores else None,
        code_best=max(scores, default=None),
        said=said > 0,
        share=covered(there, result.points) if said else None,
        hints=len(there.hints),
        revealed=there.revealed_seq > 0 and (not answered or there.revealed_seq < answered),
        guess=state.looked_back.guesses.get(there.question.id),
        own=state.looked_back.grades.get(there.question.id, ""),
    )


def covered(there: QuestionState, points: tuple[PointOutcome, ...]) -> float | None:
    """The share of the rubric by weight that was covered, follow-ups that were asked included; None without a rubric.

    An unclear point counts half, as in the debrief. Hints are not charged: this tells what was said.
    """
    weights = {(t, p.id): p.weight for t in there.threads for p in there.points_of(t)}
    worth = {"covered": 1.0, "unclear": UNCLEAR}
    weight = sum(weights.get((p.thread, p.id), 0.0) for p in points)
    if not weight:
        return None
    return sum(worth.get(p.state, 0.0) * weights.get((p.thread, p.id), 0.0) for p in points) / weight
