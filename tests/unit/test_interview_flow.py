"""The course of an interview, decided without a screen, a kernel or a clock."""

from __future__ import annotations

import pytest
from support.interview_fakes import CODE, Play, started

from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.scoring import debrief
from hotseat.interview.state import State

VERDICT = {"question": "double", "verdict": "pass", "reason": "", "score": 1.0, "seconds": 0.1, "checks": []}
FAILED = {
    **VERDICT,
    "verdict": "fail",
    "score": 0.5,
    "checks": [
        {"name": "zero stays zero", "outcome": "failed", "message": "double(0) gave 1", "seconds": 0.0, "hidden": False}
    ],
}


@pytest.fixture
def play() -> Play:
    play = Play()
    play.to_questions()
    return play


def on_code() -> Play:
    play = Play(started(questions=[CODE]))
    play.to_questions()
    return play


def test_greeting_then_the_first_question_once_the_candidate_is_ready() -> None:
    play = Play()
    play.do(c.Start())
    assert play.acts() == ["greet", "checklist"]
    assert play.state.current is None
    play.say("Ready when you are.")
    assert play.state.current == "ridge"
    assert "When would you take ridge" in play.state.messages[-1].text


def test_only_what_was_asked_is_told(play: Play) -> None:
    play.say("How many columns are there?")
    assert play.acts()[-1] == "clarify"
    assert "two hundred" in play.state.messages[-1].text
    assert play.state.questions["ridge"].clarified == ("columns",)


def test_an_unmatched_clarification_is_answered_honestly_and_kept(play: Play) -> None:
    play.say("What colour is the server?")
    assert play.acts()[-1] == "clarify-unmatched"
    assert any(isinstance(r.event, e.ClarificationUnmatched) for r in play.records)


def test_what_is_told_beside_a_clarifying_question_counts_towards_the_answer(play: Play) -> None:
    play.say("Lasso sets weak weights to exactly zero, so I lean to it. How many columns are there?")
    thread = play.state.questions["ridge"].threads["main"]
    assert play.acts()[-1] == "clarify"
    assert "exactly zero" in thread.text
    assert "How many" not in thread.text
    assert thread.said == (), "it is no finished answer to react to"


def test_a_rhetorical_question_inside_an_answer_is_an_answer(play: Play) -> None:
    play.say(
        "Why lasso? Because its corners set weak weights to exactly zero, which ridge never does for any finite penalty."
    )
    assert [m.act for m in play.state.messages if m.who == "candidate"][-1] == "answer"


def test_the_interviewer_waits_for_quiet_before_it_follows_up(play: Play) -> None:
    play.say("Ridge shrinks correlated weights together.")
    play.read("main", {"zero": False, "shrink": True})
    before = len(play.acts())
    play.wait(4)
    assert len(play.acts()) == before
    play.wait(2)
    assert play.acts()[-1] == "probe"
    assert "What happens to weak columns?" in play.state.messages[-1].text


def test_the_interviewer_does_not_cut_in_while_a_message_is_typed(play: Play) -> None:
    play.say("Ridge shrinks correlated weights together.")
    play.read("main", {"zero": False, "shrink": True})
    play.now += 30
    play.do(c.Tick(typing=True))
    assert play.acts()[-1] == "ask"
    play.do(c.Tick())
    assert play.acts()[-1] == "probe"


def test_a_probe_answer_is_read_with_the_question_and_then_comes_a_follow_up(play: Play) -> None:
    play.say("Ridge shrinks correlated weights together.")
    play.read("main", {"zero": False, "shrink": True})
    play.wait(10)
    play.say("They become exactly zero under lasso.")
    play.read("main", {"zero": True, "shrink": True})
    play.wait(10)
    assert play.acts()[-1] == "follow-up"
    play.say("It mixes both.")
    play.read("both", {"mix": True})
    play.wait(10)
    assert play.acts()[-1] == "anything-to-add", "there is time left"
    play.say("No, that's all.")
    assert play.state.current == "double"


def test_an_answer_still_being_read_is_not_reacted_to(play: Play) -> None:
    play.say("Ridge shrinks correlated weights together.")
    play.wait(30)
    assert play.acts()[-1] == "ask"


def test_hints_come_one_rung_a_request_and_end(play: Play) -> None:
    for rung in (1, 2, 3):
        play.do(c.AskHint())
        assert play.acts()[-1] == f"hint-{rung}"
    play.say("Could I have another hint?")
    assert play.acts()[-1] == "no-more-hints"
    assert len(play.state.questions["ridge"].hints) == 3


def test_not_knowing_is_met_kindly_and_the_second_time_moves_on(play: Play) -> None:
    play.say("I don't know.")
    assert play.acts()[-1] == "dont-know"
    play.wait(60)
    assert play.state.current == "ridge"
    play.say("I really don't know")
    assert play.acts()[-1] in ("probe", "follow-up")


def test_skip_and_repeat_are_understood(play: Play) -> None:
    play.say("Could you repeat the question?")
    assert play.acts()[-1] == "repeat"
    assert "When would you take ridge" in play.state.messages[-1].text
    play.say("Let's skip this one")
    assert play.state.questions["ridge"].closed_how == "skipped"
    assert play.state.current == "double"


def test_a_failed_submission_becomes_a_question_with_the_counterexample() -> None:
    play = on_code()
    play.do(c.Submit())
    play.do(c.VerdictArrived(1, "double", FAILED))
    assert play.acts()[-1] == "failed"
    assert "double(0) gave 1" in play.state.messages[-1].text


def test_a_second_submission_waits_for_the_first_verdict() -> None:
    play = on_code()
    assert play.do(c.Submit()) is None
    refusal = play.do(c.Submit())
    assert refusal is not None
    assert "judge is still" in refusal.sentence


def test_a_verdict_is_taken_once() -> None:
    play = on_code()
    play.do(c.Submit())
    play.do(c.VerdictArrived(1, "double", FAILED))
    play.do(c.VerdictArrived(1, "double", VERDICT))
    assert play.state.submissions[1].verdict == FAILED


def test_after_a_pass_with_nothing_left_to_ask_the_interview_moves_on() -> None:
    play = on_code()
    play.do(c.Submit())
    play.do(c.VerdictArrived(1, "double", VERDICT))
    assert play.acts()[-1] == "raise-bar", "the bank asks nothing more, so its cost is asked about"
    play.say("It is linear in time, and only one number is kept.")
    play.do(c.ReadingArrived("double", "main", 0.0, (), 11))
    play.wait(10)
    assert play.state.planned is not None
    assert play.state.planned.kind == "closing"


def test_edits_are_kept_as_differences_and_give_the_same_text() -> None:
    play = on_code()
    for text in ("def double(x):\n    return x * 2\n", "", "x", "xyx", "xx"):
        play.do(c.Edit(text))
        assert play.state.questions["double"].code == text


def test_running_an_empty_or_missing_cell_is_refused_with_a_sentence() -> None:
    play = on_code()
    play.do(c.Edit("# %%\n\n# %%\nx = 1"))
    assert isinstance(play.do(c.RunCells((0,))), c.Refusal)
    assert isinstance(play.do(c.RunCells((9,))), c.Refusal)
    assert play.do(c.RunCells((1,))) is None
    assert play.state.cells[1].code == "x = 1"


def test_three_minutes_of_silent_coding_are_noticed_twice_at_most() -> None:
    play = on_code()
    play.wait(179)
    assert "silence" not in play.acts()
    play.wait(400)
    assert play.acts().count("silence") == 2


def test_time_warnings_are_spoken_once_and_the_overrun_is_recorded(play: Play) -> None:
    play.say("Let's skip this one")
    play.wait(1200)
    assert play.acts().count("time-over") == 1
    play.wait(120)
    assert play.state.planned is not None
    assert play.state.planned.kind == "closing"
    assert 0 < play.state.overruns[1] <= 65
    assert [a for a in play.acts() if a in ("five-minutes", "one-minute")] == ["five-minutes", "one-minute"]


def test_a_question_past_its_box_gives_way_when_another_waits(play: Play) -> None:
    play.wait(600 + 70)
    assert "wrap-up" in play.acts()
    assert play.state.questions["ridge"].closed_how == "time"
    assert play.state.current == "double"


def test_closing_questions_are_answered_from_the_profile_and_end_politely() -> None:
    play = on_code()
    play.do(c.Next())
    play.say("Which tools does the team use?")
    assert "Postgres" in play.state.messages[-1].text
    play.say("What do you have for lunch?")
    assert play.acts()[-1] == "closing-unknown"
    play.say("That's all, thank you.")
    assert play.state.ended == "finished"
    assert [q.fact for q in play.state.own_questions] == ["stack", None]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("How do you plan the arrivals?",), "It was about this team's own work."),
        (("What do you have for lunch?",), "It was not about this team's own work."),
        (("Where do people have lunch?", "What colour are your walls?"), "None was about this team's own work."),
    ],
)
def test_whether_own_questions_were_about_the_team_is_told(asked: tuple[str, ...], told: str) -> None:
    play = on_code()
    play.do(c.Next())
    for text in asked:
        play.say(text)
    line = debrief(play.state).line("own-questions/specific")
    assert line is not None and line.text == told


def test_practice_may_pause_go_back_and_reveal_and_an_interview_may_not(play: Play) -> None:
    for command in (c.Pause(), c.Back(), c.Reveal()):
        assert isinstance(play.do(command), c.Refusal)
    practice = Play(started("practice"))
    practice.to_questions()
    practice.do(c.Next())
    assert practice.state.current == "double"
    assert practice.do(c.Back()) is None
    assert practice.state.current == "ridge"
    assert practice.do(c.Pause()) is None
    assert isinstance(practice.say("hello"), c.Refusal)
    assert practice.do(c.Unpause()) is None
    practice.do(c.SolutionArrived("ridge", "the answer", ""))
    assert practice.state.questions["ridge"].revealed == ("the answer", "")


def test_practice_never_moves_on_by_the_clock() -> None:
    practice = Play(started("practice"))
    practice.to_questions()
    practice.wait(5000, step=60)
    assert practice.state.current == "ridge"


def test_after_the_end_only_the_persons_own_view_can_change(play: Play) -> None:
    play.do(c.Leave())
    assert play.state.ended == "left"
    assert isinstance(play.say("one more thing"), c.Refusal)
    assert play.do(c.Overrule("ridge", "main", "zero", True)) is None


def test_resuming_ends_what_died_with_the_process_and_loses_no_word() -> None:
    play = on_code()
    play.do(c.Edit("# %%\nx = 1\n"))
    play.do(c.RunCells((0,)))
    play.do(c.Submit())
    play.do(c.Resume(1200.0))
    assert play.state.cells[1].ending == "not-run"
    verdict = play.state.submissions[1].verdict
    assert verdict is not None
    assert verdict["verdict"] == "not-judged"
    assert play.do(c.Submit()) is None, "it can be submitted again"
    assert play.state.questions["double"].code == "# %%\nx = 1\n"


def test_an_unknown_event_changes_only_the_place_in_the_journal() -> None:
    from hotseat.interview.evolve import evolve

    recorded = e.from_record({"seq": 4, "at": 1.0, "wall": "", "kind": "from-the-future", "data": {"x": 1}})
    assert isinstance(recorded.event, e.Unknown)
    assert evolve(State(), recorded).seq == 4
    assert e.to_record(recorded)["kind"] == "from-the-future"
