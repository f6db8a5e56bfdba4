"""The questions of a session as rows for the page: verdicts with checks, what changed, points with quotes, answers. Pure."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from hotseat.interview.clock import spoken
from hotseat.interview.own_tests import sentences
from hotseat.interview.scoring import Debrief, PointOutcome, QuestionOutcome
from hotseat.interview.state import State, Submission
from hotseat.review.export import prose, visible
from hotseat.review.export.voice import Voice
from hotseat.review.words import HOW, OUTCOMES, VERDICTS

MOST_MESSAGE = 600
"""Characters of what a check that failed tells."""


def question_rows(state: State, report: Debrief, voice: Voice) -> list[dict[str, Any]]:
    """One row a question that was asked."""
    return [_question(state, outcome, voice) for outcome in report.questions]


def _question(state: State, outcome: QuestionOutcome, voice: Voice) -> dict[str, Any]:
    there = state.questions[outcome.id]
    given = [state.submissions[s] for s in there.submissions]
    starter = state.starters.get(outcome.id, "")
    own = there.runs or (there.question.kind == "code" and there.code.strip() != starter.strip())
    left = there.code if own and there.code.strip() else ""
    last = given[-1].code if given else ""
    reference = there.revealed[1] if there.revealed else ""
    final = left or last
    return {
        "title": outcome.title,
        "facts": _facts(outcome, voice),
        "prompt": prose.prose(there.question.prompt),
        "submissions": [
            _submission(s, given[n - 2].code if n > 1 else None, n, n == len(given)) for n, s in enumerate(given, 1)
        ],
        "tests": sentences(outcome.own_tests) if outcome.own_tests else (),
        "points": [_point(p, voice) for p in outcome.points],
        "code": prose.code(left) if left and left.rstrip() != last.rstrip() else Markup(""),
        "model_answer": prose.prose(there.question.model_answer)
        if there.closed_at >= 0 and there.question.model_answer
        else Markup(""),
        "reference": prose.code(reference) if reference else Markup(""),
        "to_reference": prose.changes(final, reference) if reference and final else Markup(""),
    }


def _facts(outcome: QuestionOutcome, voice: Voice) -> str:
    facts = [HOW.get(outcome.how, outcome.how), f"{spoken(outcome.spent)} of {spoken(outcome.box)}"]
    if outcome.hints:
        facts.append(f"{outcome.hints} hint{'' if outcome.hints == 1 else 's'}")
    if outcome.clarified:
        facts.append(f"{outcome.clarified} clarification{'' if outcome.clarified == 1 else 's'}")
    if outcome.points_told and voice.scored:
        facts.append(outcome.points_told)
    told = "; ".join(facts)
    return f"{told[:1].upper()}{told[1:]}."


def _submission(given: Submission, before: str | None, number: int, last: bool) -> dict[str, Any]:
    verdict = given.verdict or {}
    word = str(verdict.get("verdict"))
    checks = [c for c in verdict.get("checks") or () if isinstance(c, dict)]
    held = sum(c.get("outcome") == "passed" for c in checks)
    return {
        "number": number,
        "verdict": word if word in VERDICTS else "not-judged",
        "word": VERDICTS.get(word, "NOT JUDGED"),
        "disputed": given.disputed,
        "contest": given.contest_reason,
        "reason": str(verdict.get("reason") or "") or ("" if given.verdict else "The session ended before a verdict."),
        "checked": f"{held} of {len(checks)} checks held",
        "checks": [_check(c) for c in checks],
        "changes": prose.changes(before, given.code) if before is not None else Markup(""),
        "code": prose.code(given.code),
        "last": last,
        "open": last or held < len(checks),
    }


def _check(check: dict[str, Any]) -> dict[str, Any]:
    outcome = str(check.get("outcome"))
    outcome = outcome if outcome in OUTCOMES else "not-run"
    told = visible.text(str(check.get("message") or "")).strip() if outcome != "passed" else ""
    if len(told) > MOST_MESSAGE:
        told = told[: MOST_MESSAGE - 1] + "…"
    return {
        "outcome": outcome,
        "word": OUTCOMES[outcome],
        "name": visible.line(str(check.get("name") or "A check"), 300),
        "hidden": bool(check.get("hidden")),
        "message": told,
    }


def _point(point: PointOutcome, voice: Voice) -> dict[str, str]:
    own = f"{voice.their} word; read as {point.read}" if point.overruled and voice.scored else ""
    if voice.scored and point.second and point.second.worth_telling(point.state):
        own = "; ".join(filter(None, (own, f"second opinion: {point.second.opinion}")))
    return {
        "state": point.told,
        "tone": point.state.replace(" ", "-"),
        "text": point.text,
        "own": own,
        "quote": visible.line(point.quote, 400) if voice.scored and point.quote and point.state != "not found" else "",
    }
