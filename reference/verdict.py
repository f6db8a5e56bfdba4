"""What the judge says of a submission, as data.

The verdict as a whole, in this order: ``not-judged`` where the machine or the question is at fault; ``pass`` where every
check passed; ``fail`` where at least one check failed; ``error`` where one raised, crashed or could not be asked;
``timeout`` where one ran out of time and nothing worse happened; ``error`` where nothing ran. A check that did not run
has not passed, so an empty list of checks is no pass either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

PRINTED = 2_000
"""Characters of what a submission printed that its verdict keeps."""
Outcome = Literal["passed", "failed", "error", "timeout", "not-run"]
Word = Literal["pass", "fail", "error", "timeout", "not-judged"]


@dataclass(frozen=True)
class CheckResult:
    """What became of one check."""

    name: str
    outcome: Outcome = "not-run"
    message: str = ""
    """Why it did not pass, in a few lines; empty where it did."""
    seconds: float = 0.0
    hidden: bool = True
    weight: float = 1.0

    def to_dict(self) -> dict[str, Any]:
        """The check as JSON shows it."""
        return {
            "name": self.name,
            "outcome": self.outcome,
            "message": self.message,
            "seconds": round(self.seconds, 4),
            "hidden": self.hidden,
        }


@dataclass(frozen=True)
class Verdict:
    """What became of one submission."""

    question: str
    verdict: Word
    reason: str
    """One or two sentences."""
    score: float
    """The share of the weights of all checks that passed, 0 to 1."""
    seconds: float
    """From the call to the verdict."""
    checks: tuple[CheckResult, ...] = ()
    seed: int | None = None
    """What the inputs were made from: judging again with it makes the same inputs."""
    printed: str = ""
    """What the submission printed, its beginning."""
    notes: tuple[str, ...] = ()
    """What is worth knowing besides: an exception in a cell, a notebook command left out."""
    missing_names: tuple[str, ...] = ()
    """Names that the submission used and nothing defined; a live kernel may still know them from an earlier run."""
    missing_packages: tuple[str, ...] = ()
    """Packages that it imports and that are not installed where it was judged."""

    def to_dict(self, file: str | None = None) -> dict[str, Any]:
        """The verdict as JSON shows it; ``file`` is the submission's name, left out where there is none."""
        return {
            "question": self.question,
            **({} if file is None else {"file": file}),
            "verdict": self.verdict,
            "reason": self.reason,
            "score": round(self.score, 4),
            "seconds": round(self.seconds, 3),
            "checks": [check.to_dict() for check in self.checks],
            "notes": list(self.notes),
            "printed": self.printed[:PRINTED],
            "missing_names": list(self.missing_names),
            "missing_packages": list(self.missing_packages),
        }


def word_of(checks: Sequence[CheckResult]) -> Word:
    """The verdict that the outcomes of all checks amount to."""
    outcomes = {check.outcome for check in checks}
    if outcomes == {"passed"}:
        return "pass"
    if "failed" in outcomes:
        return "fail"
    if "error" in outcomes:
        return "error"
    return "timeout" if "timeout" in outcomes else "error"


def score_of(checks: Sequence[CheckResult]) -> float:
    """The share of the weights that passed; 0 where there are no checks."""
    total = sum(check.weight for check in checks)
    return sum(check.weight for check in checks if check.outcome == "passed") / total if total > 0 else 0.0


def reason_of(checks: Sequence[CheckResult]) -> str:
    """The outcomes of all checks in a sentence."""
    if not checks:
        return "No check ran."
    passed = sum(check.outcome == "passed" for check in checks)
    if passed == len(checks):
        return "Every check passed." if passed > 1 else "The check passed."
    short = [check for check in checks if check.outcome != "passed"]
    # What kept the others from running is named before them.
    first = next((check for check in short if check.outcome != "not-run"), short[0])
    happened = {
        "failed": "failed",
        "error": "ended in an error",
        "timeout": "ran out of time",
        "not-run": "did not run",
    }
    said = happened[first.outcome]
    return f"{passed} of {len(checks)} checks passed; “{first.name}” {said}."
