"""A grade follows from what became of a question, says why, and gives way to the person's own word."""

from __future__ import annotations

from typing import Any

import pytest
from support.interview_fakes import Play
from support.practice_history import outcome

from hotseat.interview import commands as c
from hotseat.interview.scoring import debrief
from hotseat.review.grades import grade
from hotseat.review.outcomes import outcomes

PASSED: dict[str, Any] = {
    "kind": "code",
    "in_words": False,
    "verdict": "pass",
    "passed_at": 1,
    "judged": 1,
    "code_first": 1.0,
    "code_best": 1.0,
    "said": False,
    "share": None,
}


def rated(**changes: Any) -> str:
    found = grade(outcome("q", 0, **changes))
    if found is None:
        return "none"
    assert found.why.endswith("."), found.why
    return found.word


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({}, "good"),
        ({"share": 0.95}, "easy"),
        ({"share": 0.95, "hints": 1}, "hard"),
        ({"share": 0.95, "spent": 700.0}, "hard"),
        ({"share": 0.6}, "hard"),
        ({"share": 0.4, "hints": 2}, "again"),
        ({"share": 1.0, "revealed": True}, "again"),
        ({"said": False, "share": None}, "again"),
        ({"said": False, "share": None, "how": "left"}, "none"),
        ({"said": False, "share": None, "how": "later"}, "none"),
    ],
)
def test_words_are_graded_by_what_they_cover_with_what_help(changes: dict[str, Any], word: str) -> None:
    assert rated(**changes) == word


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"spent": 200.0}, "easy"),
        ({"spent": 400.0}, "good"),
        ({"spent": 200.0, "passed_at": 2, "judged": 2}, "good"),
        ({"spent": 200.0, "passed_at": 4, "judged": 4}, "hard"),
        ({"spent": 900.0}, "hard"),
        ({"spent": 200.0, "hints": 1}, "hard"),
        ({"spent": 200.0, "revealed": True}, "again"),
        ({"passed_at": 0, "verdict": "fail", "code_best": 0.95}, "again"),
        ({"passed_at": 0, "judged": 0, "code_best": None, "code_first": None, "verdict": ""}, "again"),
        ({"passed_at": 0, "judged": 0, "code_best": None, "code_first": None, "verdict": "not-judged"}, "none"),
    ],
)
def test_code_is_graded_by_its_verdict_its_time_and_what_help_it_took(changes: dict[str, Any], word: str) -> None:
    assert rated(**{**PASSED, **changes}) == word


def test_a_review_counts_by_the_better_of_code_and_words() -> None:
    failed = {**PASSED, "in_words": True, "passed_at": 0, "verdict": "fail", "code_best": 0.3}
    assert rated(**{**failed, "said": True, "share": 0.95}) == "easy"
    assert rated(**{**failed, "said": True, "share": 0.1}) == "again"


def test_ones_own_grade_goes_before_everything() -> None:
    found = grade(outcome("q", 0, share=0.1, own="easy"))
    assert found is not None and found.word == "easy" and found.own


def test_a_session_gives_the_outcomes_of_its_closed_questions_with_guess_and_own_grade() -> None:
    play = Play()
    play.to_questions()
    assert outcomes(play.state, debrief(play.state).questions) == (), "an open question has come to nothing yet"
    play.do(c.Say("The penalty shrinks the weights, so that the variance falls."))
    play.do(c.Leave())
    first = next(iter(play.state.questions))
    play.do(c.GuessScore(first, 0.7))
    play.do(c.SetGrade(first, "hard"))
    found = outcomes(play.state, debrief(play.state).questions)
    assert [o.question for o in found][:1] == [first]
    assert found[0].guess == 0.7 and found[0].own == "hard" and found[0].said
    assert found[0].at == play.state.questions[first].closed_wall
