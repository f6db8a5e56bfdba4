"""Somebody's code with a fault in it: named in words or mended in the code, either answers the question."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from support.interview_fakes import CODE, TALK, Play, started

from hotseat.front.views import before_moving_on
from hotseat.interview import commands as c
from hotseat.interview.habits import observe
from hotseat.interview.scoring import debrief
from hotseat.question_bank.model import Question

REVIEW = Question.model_validate(
    {
        **CODE.model_dump(mode="json"),
        "review": True,
        "prompt": "Here is a colleague's `double(x)`. What is wrong with it? Tell me, or mend it.",
        "rubric": [
            {"id": "squares", "text": "It squares instead of doubling.", "probe": "What does it give for three?"},
            {"id": "text", "text": "It fails for text.", "probe": "What else could be doubled?"},
        ],
        "follow_ups": [
            {
                "id": "tests",
                "kind": "wider",
                "prompt": "Which test would have caught it?",
                "model_answer": "One with three, since two doubled is two squared.",
                "rubric": [{"id": "three", "text": "A value other than nought and two."}],
            }
        ],
    }
)
PASS = {"question": "double", "verdict": "pass", "reason": "", "score": 1.0, "seconds": 0.1, "checks": []}
FAIL = {**PASS, "verdict": "fail", "score": 0.5}


def sat() -> Play:
    play = Play(started(questions=[REVIEW, TALK]))
    play.to_questions()
    return play


def submit(play: Play, verdict: dict[str, Any]) -> None:
    play.do(c.Edit("def double(x):\n    return x + x\n"))
    play.do(c.Submit())
    number = max(play.state.submissions)
    play.do(c.VerdictArrived(number, "double", verdict))


def values(play: Play, competency: str) -> list[float]:
    return [line.value for s in debrief(play.state).competencies if s.id == competency for line in s.lines]


def test_a_fault_named_in_words_is_an_answer_and_is_followed_up_without_code() -> None:
    play = sat()
    play.say("It squares the number instead of doubling it, and it fails for text.")
    assert play.state.messages[-1].act == "answer"
    play.read("main", {"squares": True, "text": True})
    play.wait(10)
    assert play.acts()[-1] == "follow-up"
    assert "back-to-code" not in play.acts() and "acknowledge" not in play.acts()


def test_a_fault_that_was_not_named_is_asked_about() -> None:
    play = sat()
    play.say("It squares the number instead of doubling it.")
    play.read("main", {"squares": True, "text": False})
    play.wait(10)
    assert play.acts()[-1] == "probe" and "What else could be doubled?" in play.state.messages[-1].text


def test_words_alone_are_scored_as_words_and_no_code_is_missed() -> None:
    play = sat()
    play.say("It squares the number instead of doubling it.")
    play.read("main", {"squares": True, "text": False})
    assert values(play, "coding") == [1.0, 0.0]
    assert not any("no code was handed in" in x.text for s in debrief(play.state).competencies for x in s.lines)


def test_mended_code_needs_no_words() -> None:
    play = sat()
    submit(play, PASS)
    assert "passed" in play.acts() and play.acts()[-1] == "follow-up"
    told = [line.text for s in debrief(play.state).competencies for line in s.lines]
    assert any("passed" in text for text in told)
    assert not any("squares instead" in text or "fails for text" in text for text in told)


def test_code_that_was_mended_answers_what_was_asked_about_its_fault() -> None:
    play = sat()
    play.say("It squares the number instead of doubling it.")
    play.read("main", {"squares": True, "text": False})
    play.wait(10)
    submit(play, PASS)
    assert play.acts()[-1] == "follow-up"


def test_mended_code_that_fails_is_told_and_does_not_take_the_words_away() -> None:
    play = sat()
    play.say("It squares the number instead of doubling it, and it fails for text.")
    play.read("main", {"squares": True, "text": True})
    submit(play, FAIL)
    assert values(play, "coding")[:2] == [1.0, 1.0]


def test_it_is_no_occasion_for_the_habits_of_writing_code() -> None:
    play = sat()
    play.say("It squares the number instead of doubling it.")
    assert {h.id: h.seen for h in observe(play.state)}["test-incrementally"] is None


def test_moving_on_asks_only_where_nothing_was_said_nor_submitted() -> None:
    play = sat()
    assert before_moving_on(play.state)
    play.say("It squares the number instead of doubling it.")
    assert not before_moving_on(play.state)


def test_a_review_is_code_with_a_rubric() -> None:
    for wrong in ({"kind": "talk", "model_answer": "It squares."}, {"rubric": [], "follow_ups": []}):
        with pytest.raises(ValidationError, match="a review is a code question whose rubric names its faults"):
            Question.model_validate({**REVIEW.model_dump(mode="json"), **wrong})
