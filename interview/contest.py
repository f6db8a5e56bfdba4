"""A contested verdict: which submission it is about, and the case that lets anybody judge it again. Pure.

A case stands alone: it holds the question as it was asked, the code, the seed that the inputs were made from, the verdict as
it was given, and the versions it was given with. Whoever writes it adds the question's checks and reference, which the
journal does not hold; see ``cli.cases``. ``review.case`` reads one back.
"""

from __future__ import annotations

from typing import Any

from hotseat.interview.commands import Refusal
from hotseat.interview.state import State, Submission

FORMAT = "hotseat-case/1"
"""The first field of every case."""
LONGEST_REASON = 2_000
"""Characters of what a person says about it."""


def to_contest(state: State, question: str | None = None) -> Submission | Refusal:
    """The submission whose verdict can be contested: the last one judged of a question, or why there is none.

    Without a question it is the open one's. Where nothing was submitted for that yet, the interview has only just moved on,
    and it is the one submitted last.
    """
    name = question or _asked(state)
    there = state.questions.get(name) if name else None
    if there is None:
        return Refusal("No question has been opened yet, so there is no verdict to contest.")
    if there.question.kind != "code":
        return Refusal("This question is answered in words; only the judge's verdict on code can be contested.")
    given = [state.submissions[s] for s in there.submissions]
    judged = [s for s in given if s.judged]
    if not judged:
        if any(s.verdict is None for s in given):
            return Refusal("The judge is still at your submission. Contest its verdict once it is there.")
        return Refusal("There is no verdict on this question yet. Submit your code first, then contest what is wrong.")
    last = judged[-1]
    if last.disputed:
        return Refusal(f"You have contested this verdict already; its case is kept as {last.case_file}.")
    return last


def _asked(state: State) -> str | None:
    name = state.current or state.last
    there = state.questions.get(name) if name else None
    if there and not there.submissions and state.submissions:
        return state.submissions[max(state.submissions)].question
    return name


def file_of(submission: Submission) -> str:
    """The case's file, as a path inside the session's folder."""
    return f"cases/{submission.question}-{submission.submission}.json"


def case_of(state: State, submission: Submission, reason: str, wall: str) -> dict[str, Any]:
    """What the journal knows of a case, as plain JSON data; ``wall`` is when it was contested."""
    name = submission.question
    verdict = dict(submission.verdict or {})
    return {
        "format": FORMAT,
        "question": name,
        "submission": submission.submission,
        "contested": wall,
        "reason": reason,
        "code": submission.code,
        "seed": verdict.pop("seed", None),
        "digest": str(verdict.pop("digest", "") or state.digests.get(name, "")),
        "versions": dict(verdict.pop("versions", None) or state.versions),
        "verdict": verdict,
        "asked": state.questions[name].question.model_dump(mode="json"),
        "starter": state.starters.get(name, ""),
    }
