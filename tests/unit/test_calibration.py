"""Named candidates over twenty seeds: who must score above whom, and what may never matter.

Whole two-hour interviews on the pure core, with the real reading of answers and recorded verdicts of the real judge.
"""

from __future__ import annotations

from functools import lru_cache
from statistics import mean

import pytest
from support.rehearsal_stage import bank, scores, sit

from hotseat.question_bank.model import COMPETENCIES

pytestmark = pytest.mark.timeout(400)
SEEDS = range(20)
WHO = ("strong", "average", "weak", "keyword-stuffer", "honest-beginner", "silent-coder")


@lru_cache(maxsize=1)
def table() -> dict[str, dict[str, float]]:
    """The mean score of each candidate on each competency, over the seeds in which it was seen."""
    found: dict[str, dict[str, float]] = {}
    for who in WHO:
        rows = [scores(sit(who, seed)) for seed in SEEDS]
        seen = {name: [r[name] for r in rows if r[name] is not None] for name in (*COMPETENCIES, "overall")}
        found[who] = {name: mean(values) for name, values in seen.items() if values}
    return found


def test_there_are_sixteen_named_candidates_or_more() -> None:
    assert len(bank().candidates) >= 16
    assert "average" in bank().candidates


@pytest.mark.parametrize("competency", COMPETENCIES)
def test_strong_is_above_average_is_above_weak(competency: str) -> None:
    strong, average, weak = (table()[who][competency] for who in ("strong", "average", "weak"))
    assert strong > average > weak


def test_the_keyword_stuffer_is_below_the_honest_beginner() -> None:
    assert table()["keyword-stuffer"]["overall"] < table()["honest-beginner"]["overall"]


def test_the_silent_coder_is_low_on_communication_only() -> None:
    silent = table()["silent-coder"]
    others = [v for name, v in silent.items() if name not in ("communication", "curiosity", "overall")]
    assert silent["communication"] < 0.35
    assert min(others) >= 0.6
    assert silent["curiosity"] >= table()["average"]["curiosity"]


@pytest.mark.parametrize("who", ["average", "honest-beginner"])
def test_length_earns_nothing(who: str) -> None:
    """The same candidate with much talk around the same answers scores no higher."""
    plain = bank().candidates[who]
    padded = plain.model_copy(update={"manner": "rambling"})
    for seed in range(6):
        one, other = scores(sit(plain, seed)), scores(sit(padded, seed))
        assert (other["overall"] or 0) <= (one["overall"] or 0) + 0.02
