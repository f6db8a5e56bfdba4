"""Named candidates over five seeds, twenty in ``make content``: who must score above whom, and what may never matter.

Whole two-hour interviews on the pure core, with the real reading of answers and recorded verdicts of the real judge.
"""

from __future__ import annotations

from functools import cache, lru_cache
from statistics import mean

import pytest
from support.engines import ALL
from support.rehearsal_stage import ASSESSOR, bank, scores, sit

from hotseat.interview.rehearsed_words import _FILLER
from hotseat.interview.scoring import COMPETENCIES, debrief
from hotseat.question_bank.model import Question

pytestmark = pytest.mark.timeout(400)
SEEDS = range(20 if ALL else 5)
WHO = ("strong", "average", "weak", "keyword-stuffer", "honest-beginner", "silent-coder")
RANK = ("no hire", "lean no", "hire", "strong hire")


@cache
def sat(who: str, seed: int) -> tuple[dict[str, float | None], str]:
    """What a candidate's interview scores, and its hire signal."""
    stage = sit(who, seed)
    return dict(scores(stage)), debrief(stage.state).signal.word


@lru_cache(maxsize=1)
def table() -> dict[str, dict[str, float]]:
    """The mean score of each candidate on each competency, over the seeds in which it was seen."""
    found: dict[str, dict[str, float]] = {}
    for who in WHO:
        rows = [sat(who, seed)[0] for seed in SEEDS]
        seen = {name: [v for r in rows if (v := r[name]) is not None] for name in (*COMPETENCIES, "overall")}
        found[who] = {name: mean(values) for name, values in seen.items() if values}
    return found


def test_there_are_sixteen_named_candidates_or_more() -> None:
    assert len(bank().candidates) >= 16
    assert "average" in bank().candidates


@pytest.mark.parametrize("competency", COMPETENCIES)
def test_strong_is_above_average_is_above_weak(competency: str) -> None:
    strong, average, weak = (table()[who][competency] for who in ("strong", "average", "weak"))
    assert strong > average > weak


def test_the_better_candidate_has_the_better_hire_signal() -> None:
    ranks = {who: mean(RANK.index(sat(who, seed)[1]) for seed in SEEDS) for who in WHO}
    assert ranks["strong"] > ranks["silent-coder"] >= ranks["average"] > ranks["honest-beginner"] >= ranks["weak"]
    assert ranks["weak"] >= ranks["keyword-stuffer"]
    assert ranks["strong"] > 2.5 and ranks["keyword-stuffer"] == 0.0


def test_the_keyword_stuffer_is_below_the_honest_beginner() -> None:
    assert table()["keyword-stuffer"]["overall"] < table()["honest-beginner"]["overall"]


def test_the_silent_coder_is_low_on_what_is_said_and_asked_only() -> None:
    silent = table()["silent-coder"]
    others = [v for name, v in silent.items() if name not in ("communication", "collaboration", "overall")]
    assert silent["communication"] < 0.35
    assert min(others) >= 0.6


def _said(question: Question, filler: bool) -> str:
    """The first half of a question's points, with much talk around each or without."""
    points = question.rubric[: max(1, len(question.rubric) // 2)]
    around = " ".join(_FILLER)
    return " ".join(f"{around} {p.text} {around}" if filler else p.text for p in points)


def test_talk_around_an_answer_earns_nothing() -> None:
    """The same points inside six times as many words: no question's score rises, and on the whole it does not either."""
    rises: list[float] = []
    for question in bank().questions.values():
        if question.kind == "talk":
            plain, padded = (
                ASSESSOR.read(question.prompt, question.model_answer, question.rubric, _said(question, filler))[0]
                for filler in (False, True)
            )
            rises.append(padded - plain)
    assert len(rises) >= 7
    assert max(rises) <= 0.1
    assert mean(rises) <= 0.0


def test_saying_the_same_twice_earns_nothing() -> None:
    for question in bank().questions.values():
        if question.kind == "talk":
            once, twice = (
                ASSESSOR.read(question.prompt, question.model_answer, question.rubric, "\n".join([said] * n))[0]
                for said in [_said(question, filler=False)]
                for n in (1, 2)
            )
            assert twice <= once + 0.02
