"""What a coder says to a question of the interviewer's own is heard, once each time."""

from __future__ import annotations

from typing import Any

import pytest
from support.interview_fakes import CODE, Play, started

from hotseat.interview import commands as c
from hotseat.interview.hearing import words
from hotseat.interview.interviewer import answer_text

CHECK = {"name": "zero", "outcome": "failed", "message": "double(0) gave 1", "seconds": 0.0, "hidden": False}
FAILED: dict[str, Any] = {"question": "double", "verdict": "fail", "reason": "", "score": 0.5, "checks": [CHECK]}


def play() -> Play:
    play = Play(started(questions=[CODE]))
    play.to_questions()
    play.do(c.KernelReported("ready"))
    play.do(c.Edit("# %%\nx = 1\n"))
    return play


def tell(play: Play, text: str) -> None:
    """Say something, have it read, and be quiet for a while."""
    play.say(text)
    said = words(answer_text(play.state.questions["double"], "main"))
    play.do(c.ReadingArrived("double", "main", 0.0, (), said))
    play.wait(10)


def _fail(play: Play) -> None:
    play.do(c.Submit())
    play.do(c.VerdictArrived(max(play.state.submissions), "double", FAILED))


def _red(play: Play) -> None:
    play.do(c.RunCells((0,)))
    play.do(c.CellFinished(1, "failed", "NameError", 0.1, 1))


def _silent(play: Play) -> None:
    play.wait(200)


@pytest.mark.parametrize(("asks", "act"), [(_fail, "failed"), (_red, "red-run"), (_silent, "silence")])
def test_the_reply_to_a_question_while_coding_is_acknowledged_once(asks: Any, act: str) -> None:
    here = play()
    tell(here, "I would double the value by adding it to itself.")
    assert here.acts()[-1] == "acknowledge"
    asks(here)
    assert here.acts()[-1] == act
    tell(here, "It looks as if zero were treated as a special case there.")
    assert here.acts()[-1] == "acknowledge"
    count = len(here.acts())
    tell(here, "I will take that special case out and try once more.")
    assert len(here.acts()) == count, "and then left in peace"


def test_each_further_question_gets_an_acknowledgement_of_its_own() -> None:
    here = play()
    for _ in range(3):
        _fail(here)
        tell(here, "I see that zero is not what it should be there.")
    assert here.acts().count("acknowledge") == 3


@pytest.mark.parametrize("asks", [_fail, _red, _silent])
def test_what_was_said_before_the_question_is_no_reply_to_it(asks: Any) -> None:
    here = play()
    tell(here, "I would double the value by adding it to itself.")
    tell(here, "Zero stays zero that way, which I would check first.")
    asks(here)
    count = len(here.acts())
    here.wait(30)
    assert len(here.acts()) == count
