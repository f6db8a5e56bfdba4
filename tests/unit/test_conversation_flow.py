"""How the interviewer answers, follows up and uses the time: decided on the pure core."""

from __future__ import annotations

from typing import Any

import pytest
from support.interview_fakes import CODE, TALK, Play, started

from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.habits import observe
from hotseat.interview.hearing import words
from hotseat.interview.interviewer import answer_text
from hotseat.interview.plan import PlannedIncident, from_data, to_data
from hotseat.interview.scoring import debrief
from hotseat.question_bank.model import Question

PASS = {"question": "double", "verdict": "pass", "reason": "", "score": 1.0, "seconds": 0.1, "checks": []}
SECOND = TALK.model_copy(
    update={
        "id": "ridge2",
        "clarifications": (
            *TALK.clarifications,
            type(TALK.clarifications[0]).model_validate(
                {"id": "rows", "asks": ["Is the target noisy?"], "answer": "Yes, a little."}
            ),
        ),
    }
)


def on(question: Question, mode: str = "interview", more: tuple[Question, ...] = ()) -> Play:
    play = Play(started(mode, questions=[question, *more]))
    play.to_questions()
    return play


def failed(message: str, *, hidden: bool, name: str = "zero stays zero") -> dict[str, Any]:
    check = {"name": name, "outcome": "failed", "message": message, "seconds": 0.0, "hidden": hidden}
    return {**PASS, "verdict": "fail", "score": 0.5, "checks": [check]}


def test_two_questions_in_one_message_get_both_answers() -> None:
    play = on(SECOND)
    play.say("How many columns are there? Is the target noisy?")
    told = play.state.messages[-1].text
    assert "two hundred" in told
    assert "Yes, a little." in told
    assert play.state.questions["ridge2"].clarified == ("columns", "rows")


def test_two_questions_joined_by_and_get_both_answers() -> None:
    play = on(SECOND)
    play.say("How many columns are there, and is the target noisy?")
    assert play.state.questions["ridge2"].clarified == ("columns", "rows")


def test_what_is_known_is_told_and_what_is_not_is_said_to_be_open() -> None:
    play = on(SECOND)
    play.say("How many columns are there? What colour are the walls in there?")
    assert play.acts()[-2:] == ["clarify", "clarify-unmatched"]
    assert play.records[-2].event.text.startswith("What colour")


def test_other_words_are_asked_for_once_and_then_an_assumption() -> None:
    play = on(TALK)
    play.say("What colour is the server?")
    play.say("I mean, the colour of the servers, which is it?")
    assert play.acts()[-2:] == ["clarify-unmatched", "clarify-open"]


def test_every_other_question_may_be_put_another_way_too() -> None:
    play = on(TALK)
    play.say("What colour is the server?")
    play.say("Who pays for the electricity?")
    assert play.acts()[-2:] == ["clarify-unmatched", "clarify-unmatched"]
    play.say("Does somebody pay the electricity at all?")
    assert play.acts()[-1] == "clarify-open", "that was asked in other words before"


def test_an_answer_lets_a_question_be_put_another_way_again() -> None:
    play = on(TALK)
    play.say("What colour is the server?")
    play.say("How many columns are there?")
    play.say("What colour are the servers?")
    assert play.acts()[-1] == "clarify-unmatched"


def test_several_questions_that_nobody_prepared_get_one_reply_and_are_all_kept() -> None:
    play = on(TALK)
    play.say("What colour is the server? Who pays for the electricity?")
    assert play.acts()[-1] == "clarify-unmatched"
    assert play.acts()[-2] == "ask"
    assert sum(isinstance(r.event, e.ClarificationUnmatched) for r in play.records) == 2


def test_asking_again_is_answered_again() -> None:
    play = on(TALK)
    play.say("How many columns are there?")
    play.say("How many columns are there?")
    assert play.acts()[-1] == "clarify-again"
    assert play.state.questions["ridge"].clarified == ("columns",)


def test_a_hidden_check_becomes_a_question_about_its_kind_of_case() -> None:
    play = on(CODE)
    play.do(c.Submit())
    play.do(c.VerdictArrived(1, "double", failed("Fails for a constant column.\nCompare with the mean.", hidden=True)))
    said = play.state.messages[-1]
    assert said.act == "failed-case"
    assert "case=a constant column" in said.text
    assert "Compare with the mean" not in said.text


def test_the_same_counterexample_is_not_read_out_twice() -> None:
    play = on(CODE)
    for n in (1, 2, 3):
        play.do(c.Edit(f"x = {n}"))
        play.do(c.Submit())
        play.do(c.VerdictArrived(n, "double", failed("double(0) gave 1", hidden=False)))
    assert [a for a in play.acts() if a.startswith("failed")] == ["failed", "failed-again", "failed-again"]


def test_a_failure_at_another_place_is_a_new_question() -> None:
    play = on(CODE)
    play.do(c.Submit())
    play.do(c.VerdictArrived(1, "double", failed("double(0) gave 1", hidden=False)))
    play.do(c.Submit())
    play.do(c.VerdictArrived(2, "double", failed("double(1) gave 3", hidden=False, name="one doubles")))
    assert play.acts()[-1] == "failed"


def test_green_raises_the_bar_with_a_changed_requirement_first() -> None:
    follow_ups = [
        {"id": "deep", "kind": "deeper", "trigger": "always", "prompt": "Deeper?"},
        {"id": "change", "kind": "change", "trigger": "passed", "prompt": "Now it is a stream."},
    ]
    data = [{**f, "model_answer": "x", "rubric": [{"id": "p", "text": "Point."}]} for f in follow_ups]
    play = on(Question.model_validate({**CODE.model_dump(), "follow_ups": data}))
    play.do(c.Submit())
    play.do(c.VerdictArrived(1, "double", PASS))
    assert play.state.questions["double"].thread == "change"


def test_no_more_than_three_follow_ups_and_then_whatever_time_is_left_is_offered() -> None:
    points = [{"id": f"p{n}", "text": f"Point {n}.", "probe": f"What of {n}?"} for n in range(6)]
    play = on(Question.model_validate({**TALK.model_dump(), "rubric": points, "minutes": 20}), more=(CODE,))
    play.say("Nothing of use in this answer here.")
    for _ in range(8):
        thread = play.state.questions["ridge"].thread
        follow = play.state.questions["ridge"].follow_up(thread)
        play.read(thread if follow else "main", {"mix": False} if follow else {p["id"]: False for p in points})
        play.wait(10)
        if play.state.current != "ridge" or play.state.questions["ridge"].thread == "add":
            break
        play.say("Still nothing of use, I am afraid to say.")
    asked = [r.event.thread for r in play.records if isinstance(r.event, (e.FollowUpAsked, e.FloorOffered))]
    assert len(asked) == 4
    assert asked[-1] == "add"
    assert [t.partition(":")[0] for t in asked[:3]] == ["probe", "probe", "both"], "the bank's own has its turn"


def contested(play: Play, thread: str, points: dict[str, str], **covered: bool) -> None:
    """Report a reading in which some points are surely the wrong way round, in these words."""
    there = play.state.open_question
    assert there is not None
    rows = tuple(
        {
            "id": i,
            "covered": covered.get(i, False),
            "contradicted": i in points,
            "unclear": False,
            "probability": 0.9 if covered.get(i) else 0.05,
            "spoken": 0.95 if i in points else 0.05,
            "evidence": points.get(i, ""),
        }
        for i in (*points, *covered)
    )
    said = words(answer_text(there, thread))
    play.do(c.ReadingArrived(there.question.id, thread, 0.3, rows, said))


def test_what_is_surely_the_wrong_way_round_is_asked_about_before_a_gap_that_is_worth_no_more() -> None:
    play = on(TALK)
    play.say("Ridge sets the weak weights to exactly zero, that is the point of it.")
    contested(play, "main", {"shrink": "Ridge sets the weak weights to exactly zero"}, zero=False)
    play.wait(10)
    assert play.acts()[-1] == "contested"
    assert "Ridge sets the weak weights to exactly zero" in play.state.messages[-1].text
    play.say("could you repeat the question?")
    assert "Ridge sets the weak weights" in play.state.messages[-1].text
    play.say("Hm, no, that is lasso, and ridge only shrinks them.")
    contested(play, "main", {"zero": "that is lasso"}, shrink=True)
    play.wait(10)
    assert play.acts()[-1] == "probe", "one doubt a question is enough"


def test_a_gap_that_is_worth_more_goes_before_a_doubt() -> None:
    first, second = TALK.rubric
    play = on(TALK.model_copy(update={"rubric": (first.model_copy(update={"weight": 2.0}), second)}))
    play.say("Ridge sets the weak weights to exactly zero, that is the point of it.")
    contested(play, "main", {"shrink": "Ridge sets the weak weights to exactly zero"}, zero=False)
    play.wait(10)
    assert play.acts()[-1] == "probe"
    play.say("I would have to think about that one a little more.")
    contested(play, "main", {"shrink": "Ridge sets the weak weights to exactly zero"}, zero=False)
    play.wait(10)
    assert play.acts()[-1] == "contested"


def test_an_unsure_reading_contests_nothing() -> None:
    play = on(TALK)
    play.say("Ridge sets the weak weights to exactly zero, that is the point of it.")
    there = play.state.questions["ridge"]
    row = {
        "id": "shrink",
        "covered": False,
        "contradicted": True,
        "unclear": False,
        "probability": 0.4,
        "evidence": "x",
    }
    play.do(c.ReadingArrived("ridge", "main", 0.3, (row,), words(answer_text(there, "main"))))
    play.wait(10)
    assert play.acts()[-1] == "probe"


def test_a_doubt_in_the_open_follow_up_is_asked_about_and_read_with_it() -> None:
    play = on(TALK)
    play.say("Lasso sets weights to exactly zero and ridge shrinks them together.")
    play.read("main", {"zero": True, "shrink": True})
    play.wait(10)
    play.say("It picks one of the two penalties at random.")
    contested(play, "both", {"mix": "It picks one of the two penalties at random"})
    play.wait(10)
    assert play.acts()[-1] == "contested"
    there = play.state.questions["ridge"]
    assert there.rubric_of(there.thread) == "both"
    play.say("No, it adds both of them up.")
    there = play.state.questions["ridge"]
    assert "adds both" in answer_text(there, "both")
    assert "adds both" not in answer_text(there, "main")


def test_anything_to_add_is_a_question_that_silence_answers() -> None:
    play = on(TALK.model_copy(update={"follow_ups": ()}), more=(CODE,))
    play.say("Lasso sets weights to exactly zero and ridge shrinks them together.")
    play.read("main", {"zero": True, "shrink": True})
    play.wait(10)
    assert play.acts()[-1] == "anything-to-add"
    play.now += 40
    play.do(c.Tick(typing=True))
    assert play.state.current == "ridge", "nobody who types is rushed"
    play.do(c.Tick())
    assert play.state.current == "double"


def test_what_is_added_counts_towards_the_answer() -> None:
    play = on(TALK.model_copy(update={"follow_ups": ()}), more=(CODE,))
    play.say("Ridge shrinks correlated weights together in any case.")
    play.read("main", {"zero": True, "shrink": False})
    play.wait(10)
    play.say("And lasso prefers one of them, one more thing.")
    play.read("main", {"zero": True, "shrink": True})
    assert "one more thing" in answer_text(play.state.questions["ridge"], "main")
    play.wait(10)
    assert play.state.current == "double"


def test_a_question_put_off_in_practice_is_asked_again_at_the_end() -> None:
    play = Play(started("practice"))
    play.to_questions()
    play.say("Can we come back to this later?")
    assert play.state.questions["ridge"].closed_how == "later"
    assert play.state.current == "double"
    play.say("later please")
    assert play.state.current == "ridge", "the one put off first comes first"
    assert play.acts()[-1] == "back-again"
    play.do(c.Skip())
    assert play.state.current == "double"
    play.say("I'll come back to this later")
    assert play.acts()[-1] == "later-last"
    assert play.state.current == "double"


def test_an_interview_does_not_come_back() -> None:
    play = on(TALK, more=(CODE,))
    play.say("Can we come back to this later?")
    assert play.acts()[-1] == "no-later"
    assert play.state.current == "ridge"


def test_the_cost_of_hints_is_said_with_the_question() -> None:
    play = on(TALK)
    assert "10 %" in play.state.messages[-1].text


def test_hints_cost_a_talk_question_what_was_said() -> None:
    plain, hinted = on(TALK), on(TALK)
    hinted.do(c.AskHint())
    for play in (plain, hinted):
        play.say("Lasso sets weights to exactly zero; ridge shrinks them.")
        play.read("main", {"zero": True, "shrink": True})
    before, after = (
        next(s.score for s in debrief(p.state).competencies if s.id == "machine-learning") for p in (plain, hinted)
    )
    assert before == 1.0
    assert after == pytest.approx(0.9)


def test_not_knowing_does_not_end_a_coding_question() -> None:
    play = on(CODE)
    for _ in range(3):
        play.say("I don't know.")
    assert play.state.current == "double"
    assert play.acts()[-3:] == ["dont-know"] * 3


def test_silence_is_not_noticed_right_after_the_interviewer_spoke() -> None:
    play = on(CODE)
    play.wait(170)
    play.do(c.Submit())
    play.do(c.VerdictArrived(1, "double", failed("double(0) gave 1", hidden=False)))
    play.wait(60)
    assert "silence" not in play.acts()
    play.wait(120)
    assert "silence" in play.acts()


def surprised(*kinds: Any) -> Play:
    follow_ups = [
        {
            "id": "change",
            "kind": "change",
            "trigger": "passed",
            "prompt": "Now it is a stream.",
            "model_answer": "Keep a sum.",
            "rubric": [{"id": "sum", "text": "Keep a running sum."}],
        },
        {
            "id": "incident-x",
            "kind": "wider",
            "trigger": "incident",
            "prompt": "Look at this snippet.",
            "model_answer": "It leaks.",
            "rubric": [{"id": "leak", "text": "It leaks the target."}],
        },
    ]
    question = Question.model_validate({**CODE.model_dump(), "follow_ups": follow_ups, "minutes": 20})
    first = started(questions=[question])
    plan = from_data(first.plan)
    work = plan.sections[1]
    from dataclasses import replace

    sections = (
        plan.sections[0],
        replace(work, incidents=tuple(PlannedIncident(k, 0.1) for k in kinds)),
        plan.sections[2],
    )
    play = Play(replace(first, plan=to_data(replace(plan, sections=sections))))
    play.to_questions()
    play.do(c.KernelReported("ready"))
    play.do(c.Edit("# %%\nx = 1\n"))
    play.do(c.RunCells((0,)))
    play.do(c.CellFinished(1, "finished", "Done.", 0.1, 1))
    return play


def test_a_dead_kernel_is_evidence_of_how_one_recovers() -> None:
    play = surprised("kernel-dies")
    play.wait(130)
    assert play.acts()[-1] == "kernel-dies"
    play.do(c.KernelReported("dead", "killed"))
    play.say("It died, so I restart it and run everything once more.")
    play.do(c.RestartKernel())
    play.do(c.KernelReported("ready"))
    play.do(c.RunCells((0,)))
    (record,) = play.state.incidents
    assert record.seq < record.restarted_seq < record.reran_seq
    lines = [line for s in debrief(play.state).competencies for line in s.lines if "kernel" in line.text]
    assert lines
    assert all(line.value == 1.0 for line in lines)
    assert all(s <= play.state.seq for line in lines for s in line.seqs)


@pytest.mark.parametrize(("kind", "thread"), [("requirement-change", "change"), ("data-leak", "incident-x")])
def test_what_comes_up_while_coding_is_answered_and_then_the_code_goes_on(kind: str, thread: str) -> None:
    play = surprised(kind)
    play.wait(130)
    assert play.acts()[-1] == kind
    assert play.state.questions["double"].thread == thread
    play.say("I would look at what is known at the moment of prediction.")
    play.read(thread, {play.state.questions["double"].points_of(thread)[0].id: True})
    play.wait(10)
    assert play.acts()[-1] == "back-to-code"
    assert play.state.questions["double"].thread == "main"
    assert play.do(c.Submit()) is None
    play.do(c.VerdictArrived(1, "double", PASS))
    assert play.state.questions["double"].thread not in (thread, "incident-x"), "it is not asked again"


def test_incidents_keep_their_distance_and_come_once() -> None:
    play = surprised("kernel-dies", "requirement-change")
    play.wait(200)
    assert [i.kind for i in play.state.incidents] == ["kernel-dies"]
    play.wait(240)
    assert [i.kind for i in play.state.incidents] == ["kernel-dies", "requirement-change"]
    play.wait(300)
    assert len(play.state.incidents) == 2


def test_no_kernel_dies_where_nothing_would_be_lost_with_it() -> None:
    play = surprised("kernel-dies")
    play.do(c.KernelReported("missing", "none"))
    play.wait(600)
    assert play.state.incidents == ()


def test_two_own_questions_in_one_message_get_two_answers() -> None:
    play = on(CODE)
    play.do(c.Next())
    play.say("Which tools does the team use? Is there an on-call rota?")
    told = play.state.messages[-1].text
    assert "Postgres" in told
    assert "One week in eight" in told
    assert [q.fact for q in play.state.own_questions] == ["stack", "oncall"]


def test_thanks_in_the_closing_part_are_no_question() -> None:
    play = on(CODE)
    play.do(c.Next())
    before = len(play.acts())
    play.say("Thanks, that sounds interesting.")
    assert play.acts()[before:] == ["closing-else"]
    assert play.state.own_questions == ()


def test_an_answer_that_is_code_alone_is_asked_about_in_words_once() -> None:
    play = on(TALK)
    play.say("```python\nmodel = Ridge(alpha=1.0)  # why not?\nskip(this, please)\n```")
    play.read("main", {p.id: False for p in TALK.rubric})
    play.wait(10)
    assert play.acts()[-1] == "in-words"
    play.say("```python\nmodel.fit(X, y)\n```")
    play.read("main", {p.id: False for p in TALK.rubric})
    play.wait(10)
    assert play.acts().count("in-words") == 1


def test_code_in_an_answer_asks_for_nothing() -> None:
    play = on(TALK)
    play.say("Ridge shrinks the weights towards zero.\n```python\n# can I have a hint?\n```")
    assert "hint-1" not in play.acts()
    assert play.state.questions[TALK.id].threads["main"].said


def test_the_same_cell_run_twice_and_imports_are_one_test_at_most() -> None:
    play = on(CODE)
    play.do(c.KernelReported("ready"))
    for run, code in enumerate(("import numpy as np", "double(2)", "double(2)  # again", "double(2)"), 1):
        play.do(c.Edit(f"# %%\n{code}\n"))
        play.do(c.RunCells((0,)))
        play.do(c.CellFinished(run, "finished", "Done.", 0.1, run))
    habit = next(h for h in observe(play.state) if h.id == "test-incrementally")
    assert habit.seen == 0.5
    assert len(habit.seqs) == 1


def test_nobody_codes_in_silence_who_did_not_code() -> None:
    play = on(CODE)
    play.do(c.Skip())
    assert {h.id: h.seen for h in observe(play.state)}["think-aloud"] is None


def test_a_grunt_and_a_repetition_are_not_thinking_aloud() -> None:
    play = on(CODE)
    for text in ("hm", "ok, let me see", "I would double each value first", "I would double each  value first"):
        play.say(text)
    habit = next(h for h in observe(play.state) if h.id == "think-aloud")
    assert habit.seen == 0.5


@pytest.mark.parametrize(
    "words",
    [
        "I don't see it at the moment. I would leave it at this.",
        "That is as far as I get with it.",
        "I'm done here.",
        "Ok, let's leave it there",
        "I can't find the bug, so I'll stop here.",
    ],
)
def test_a_task_that_is_left_as_it_stands_is_done_and_not_thought_about(words: str) -> None:
    play = on(CODE)
    play.say(words)
    assert play.state.current == CODE.id, "nothing was handed in yet"
    play.do(c.Edit("def double(x):\n    return x\n"))
    play.do(c.Submit())
    play.do(c.VerdictArrived(1, "double", failed("double(0) gave 1", hidden=False)))
    play.say(words)
    assert play.state.questions[CODE.id].closed_how == "done"


def test_saying_more_takes_back_nothing_that_was_found() -> None:
    play = on(TALK)
    ids = [p.id for p in TALK.rubric]
    play.say("Ridge shrinks the weights towards zero.")
    play.read("main", {i: i == ids[0] for i in ids})
    play.say("And there is a lot more to be said about other things.")
    play.read("main", dict.fromkeys(ids, False))
    reading = play.state.questions[TALK.id].threads["main"].reading
    assert reading is not None
    assert [p["id"] for p in reading.points if p["covered"]] == [ids[0]]
    assert reading.score > 0


def test_an_amendment_is_read_afresh() -> None:
    play = on(TALK)
    ids = [p.id for p in TALK.rubric]
    play.say("Ridge shrinks the weights towards zero.")
    play.read("main", {i: i == ids[0] for i in ids})
    said = play.state.questions[TALK.id].threads["main"].said[0]
    play.do(c.Amend(said, "I have nothing to say about that."))
    play.read("main", dict.fromkeys(ids, False))
    reading = play.state.questions[TALK.id].threads["main"].reading
    assert reading is not None
    assert not any(p["covered"] for p in reading.points)


@pytest.mark.parametrize(
    "words",
    [
        "ok lets go",
        "ready when you are",
        "give me a minute to think",
        "sorry i'm a bit nervous",
        "i need more time",
        "yes",
    ],
)
def test_what_is_said_on_the_way_to_an_answer_is_none(words: str) -> None:
    play = on(TALK)
    play.say(words)
    assert not play.state.questions[TALK.id].threads["main"].said


@pytest.mark.parametrize("words", ["how much time do i have left", "How long do we have for this one?"])
def test_a_question_about_the_time_gets_the_time(words: str) -> None:
    play = on(TALK)
    play.say(words)
    assert play.acts()[-1] == "asked-time"
