"""The hire signal is a word with reasons: the better candidate has the better word, and nobody has one on too little."""

from __future__ import annotations

from typing import Any

import pytest
from support.interview_fakes import CODE, TALK, Play, started

from hotseat.interview import commands as c
from hotseat.interview.scoring import Debrief, debrief

PASS: dict[str, Any] = {
    "question": "double",
    "verdict": "pass",
    "reason": "",
    "score": 1.0,
    "seconds": 0.1,
    "checks": [],
}
FAIL = {**PASS, "verdict": "fail", "score": 0.5}


def sat(verdict: dict[str, Any], covered: bool, mode: str = "interview") -> Play:
    """An interview of two questions, sat to its end."""
    play = Play(started(mode, questions=[TALK, CODE]))
    play.to_questions()
    play.say("Lasso sets weights to zero, and ridge shrinks them together.")
    play.read("main", {"zero": covered, "shrink": covered})
    play.do(c.Skip())
    play.do(c.Edit("def double(x):\n    return 2 * x\n"))
    play.do(c.Submit())
    play.do(c.VerdictArrived(1, "double", verdict))
    play.do(c.Skip())
    play.do(c.Leave())
    return play


def report(verdict: dict[str, Any], covered: bool) -> Debrief:
    return debrief(sat(verdict, covered).state)


def test_a_passed_task_and_a_whole_answer_are_a_hire_with_reasons_for_it() -> None:
    found = report(PASS, covered=True).signal
    assert found.word in ("hire", "strong hire") and not found.failed
    assert any("passed" in reason.text for reason in found.speaks_for)
    assert any("all of what a good answer says" in reason.text for reason in found.speaks_for)


def test_code_that_never_passed_fails_a_hard_requirement_which_is_told_first() -> None:
    found = report(FAIL, covered=True).signal
    assert found.word == "lean no"
    assert found.failed[0].text == "Your code did not pass; code that works is required."
    assert not any("did not pass" in reason.text for reason in found.speaks_against), "it is told once"


def test_nothing_that_works_and_nothing_known_is_no_hire() -> None:
    assert report(FAIL, covered=False).signal.word == "no hire"


def test_reasons_are_ordered_by_how_much_they_tell_and_lead_to_lines_and_moments() -> None:
    play = sat(PASS, covered=False)
    told = debrief(play.state)
    happened, names = {r.seq for r in play.records}, {line.name for line in told.lines}
    for reasons in (told.signal.speaks_for, told.signal.speaks_against):
        assert [abs(r.telling) for r in reasons] == sorted((abs(r.telling) for r in reasons), reverse=True)
        assert all(r.moment in happened and set(r.lines) <= names for r in reasons)
    assert told.signal.speaks_against


@pytest.mark.parametrize("mode", ["practice", "interview"])
def test_too_little_gives_no_signal_and_says_why(mode: str) -> None:
    play = Play(started(mode, questions=[TALK, CODE]))
    play.to_questions()
    play.say("Lasso sets weights to zero, and ridge shrinks them together.")
    play.do(c.Leave())
    found = debrief(play.state).signal
    assert found.word == "not enough seen" and found.sentence


def test_without_any_code_it_is_not_said_that_coding_rests_on_something() -> None:
    play = Play(started(questions=[TALK, CODE]))
    play.to_questions()
    play.say("Lasso sets weights to zero, and ridge shrinks them together.")
    play.read("main", {"zero": True, "shrink": True})
    play.do(c.Leave())
    told = debrief(play.state)
    assert next(s for s in told.competencies if s.id == "coding").score is None
    assert "You handed in no code." in [reason.text for reason in told.signal.speaks_against]


def test_every_line_has_a_name_of_its_own_that_stays() -> None:
    one, other = report(PASS, covered=True), report(FAIL, covered=False)
    names = [line.name for line in one.lines]
    assert len(set(names)) == len(names) and all(names)
    assert {"code:double", "solved:double", "point:ridge/main/zero"} <= set(names)
    assert {n for n in names if n.startswith(("code", "solved", "point:ridge/main"))} == {
        line.name for line in other.lines if line.name.startswith(("code", "solved", "point:ridge/main"))
    }
