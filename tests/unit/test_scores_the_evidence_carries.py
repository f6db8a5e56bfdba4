"""What is scored is what happened: admissions after a mistake, ways that were weighed, code that works."""

from __future__ import annotations

from typing import Any

import pytest
from support.interview_fakes import CODE, TALK, Play, started

from hotseat.interview import commands as c
from hotseat.interview.habits import HabitSeen, observe, weighs
from hotseat.interview.scoring import CompetencyScore, debrief, word
from hotseat.question_bank.model import Question

CHECK = {"name": "zero stays zero", "outcome": "failed", "message": "double(0) gave 1", "seconds": 0.0, "hidden": False}
FAILED: dict[str, Any] = {"question": "double", "verdict": "fail", "reason": "", "score": 0.95, "checks": [CHECK]}
PASSED = {**FAILED, "verdict": "pass", "score": 1.0, "checks": []}
SOLVED = Question.model_validate(
    {
        **CODE.model_dump(),
        "competencies": ["problem-solving"],
        "rubric": [
            {"id": "twice", "text": "Adding a number to itself doubles it.", "probe": "What else would double it?"}
        ],
    }
)


def on(question: Question, mode: str = "interview") -> Play:
    play = Play(started(mode, questions=[question]))
    play.to_questions()
    play.do(c.KernelReported("ready"))
    return play


def submit(play: Play, verdict: dict[str, Any]) -> None:
    play.do(c.Edit(f"x = {len(play.records)}\n"))
    play.do(c.Submit())
    play.do(c.VerdictArrived(max(play.state.submissions), "double", verdict))


def admits(play: Play) -> HabitSeen:
    return next(h for h in observe(play.state) if h.id == "acknowledge-mistakes")


def competency(play: Play, name: str) -> CompetencyScore:
    return next(s for s in debrief(play.state).competencies if s.id == name)


def line(play: Play, name: str) -> str:
    """The word for one line of the scorecard."""
    found = debrief(play.state).line(name)
    assert found is not None
    return word(found.value)


@pytest.mark.parametrize(
    "text",
    [
        "You're right to worry about the tail there.",
        "If I missed a row, the count would show it.",
        "An exact test would say so, and that's wrong here because the sample is small.",
        "I don't know the columns up front, so they come from the header.",
        "My mistake would be to trust the mean alone there.",
    ],
)
def test_nothing_is_admitted_before_anything_went_wrong(text: str) -> None:
    play = on(CODE)
    play.say(text)
    assert admits(play).seen is None


@pytest.mark.parametrize(
    "text", ["If I missed a row, the count would show it.", "You're right to worry about the tail."]
)
def test_what_only_sounds_like_an_admission_is_none_after_a_failure_either(text: str) -> None:
    play = on(CODE)
    submit(play, FAILED)
    play.say(text)
    assert admits(play).seen == 0.0


def test_an_admission_counts_in_full_once_it_is_followed_by_a_repair() -> None:
    play = on(CODE)
    submit(play, FAILED)
    play.say("My mistake, zero slipped through. Let me fix it.")
    assert admits(play).seen == 0.5
    submit(play, PASSED)
    assert admits(play).seen == 1.0
    assert admits(play).sentence.endswith("on 1 of 1 occasion.")


def test_a_failure_that_is_passed_over_is_said_to_be() -> None:
    play = on(CODE)
    submit(play, FAILED)
    assert admits(play).seen == 0.0


def test_not_knowing_is_fair_and_is_no_strong_communication() -> None:
    play = on(TALK, "practice")
    for text in ("I don't know.", "dunno", "you are useless"):
        play.say(text)
    assert admits(play).seen == 0.5
    assert competency(play, "communication").word == "not assessable"
    assert competency(play, "collaboration").word == "not assessable"


def test_who_goes_on_after_not_knowing_has_made_good_on_it() -> None:
    play = on(TALK, "practice")
    play.say("I don't know.")
    play.say("Let me try: lasso sets the weak ones to zero, ridge only shrinks them.")
    assert admits(play).seen == 1.0


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("I divide by n instead of n-1 there.", False),
        ("It returns a list instead of an array.", False),
        ("I would take the median instead of the mean, because it is safer with outliers.", True),
        ("Rather than tune this I might look at whether the input can be made smaller first.", True),
        ("Alternatively one could sort first.", True),
    ],
)
def test_another_way_counts_where_it_is_weighed(text: str, other: bool) -> None:
    assert weighs(text) is other


def test_code_that_failed_to_the_end_is_partial_at_most_whatever_was_said_about_it() -> None:
    play = on(SOLVED)
    play.say("Adding a number to itself doubles it, so that is what I do.")
    play.read("main", {"twice": True})
    submit(play, FAILED)
    for name in ("code:double", "solved:double", "point:double/main/twice"):
        assert line(play, name) == "partial"


def test_who_has_nearly_all_and_names_the_fault_keeps_more() -> None:
    play = on(CODE)
    submit(play, FAILED)
    play.say("For zero it does not stay zero, since I add one before I double it.")
    assert line(play, "code:double") == "solid"


def test_naming_the_fault_does_not_help_where_much_is_missing() -> None:
    play = on(CODE)
    submit(play, {**FAILED, "score": 0.6})
    play.say("For zero it does not stay zero, since I add one before I double it.")
    assert line(play, "code:double") == "partial"


def test_a_later_pass_is_a_pass() -> None:
    play = on(CODE)
    submit(play, FAILED)
    submit(play, PASSED)
    assert line(play, "code:double") == "strong"


def test_runs_that_let_a_failing_answer_through_are_worth_half() -> None:
    play = on(CODE)
    for run, code in enumerate(("a = 1", "b = 2"), 1):
        play.do(c.Edit(f"# %%\n{code}\n"))
        play.do(c.RunCells((0,)))
        play.do(c.CellFinished(run, "finished", "Done.", 0.1, run))
    submit(play, FAILED)
    tested = debrief(play.state).line("habit:test-incrementally")
    assert tested is not None and tested.value == 0.5
    submit(play, PASSED)
    assert line(play, "habit:test-incrementally") == "strong"
