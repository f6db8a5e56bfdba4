"""From the state to lines: what the widgets show is what happened, and nothing passes by default."""

from __future__ import annotations

import pytest
from support.interview_fakes import CODE, TALK, Play, started

from hotseat.front import views
from hotseat.front.cell_notes import Note, cell_notes
from hotseat.front.record import places, timeline
from hotseat.front.times import clock, span
from hotseat.interview import commands as c
from hotseat.plain.debrief import _events as told_events
from hotseat.question_bank.model import FollowUp
from hotseat.tui.debrief_view import _events as listed_events
from hotseat.tui.debrief_view import groups
from hotseat.tui.scorecard_view import bar
from hotseat.tui.widgets.prose import Beside, Hanging, Markdown, Typed

VERDICT = {
    "question": "double",
    "verdict": "fail",
    "reason": "One check does not hold.",
    "score": 0.5,
    "seconds": 0.1,
    "checks": [
        {"name": "zero stays zero", "outcome": "failed", "message": "got 1", "seconds": 0.2, "hidden": True},
        {"name": "odd", "outcome": "splendid"},
    ],
}


def played() -> Play:
    play = Play(started(questions=[CODE, TALK]))
    play.to_questions()
    play.do(c.KernelReported("ready"))
    play.do(c.Edit("# %% a\nprint(1)\n# %% b\ndef double(x):\n    return 2"))
    play.do(c.RunCells((0, 1)))
    play.do(c.CellFinished(1, "finished", "Done.", 0.25, 1))
    play.do(c.Submit())
    play.do(c.VerdictArrived(1, "double", VERDICT))
    return play


def plain(parts: object) -> str:
    out: list[str] = []
    for part in parts if isinstance(parts, tuple) else ():
        match part:
            case Markdown(text) | Typed(text):
                out.append(text)
            case Hanging(head, text):
                out.append(head.plain + text.plain)
            case Beside(left, right):
                out += [plain((left,)), right.plain]
            case _:
                out.append(part.plain)
    return "\n".join(out)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00"), (59.9, "0:59"), (61, "1:01"), (3600, "1:00:00"), (7261, "2:01:01"), (-5, "−0:05"), (-0.4, "0:00")],
)
def test_a_clock_is_read_as_people_read_it(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0 s"), (0.004, "4 ms"), (2.44, "2.4 s"), (12, "12 s"), (180, "3 min"), (3600, "1 h"), (4800, "1 h 20 min")],
)
def test_a_span_is_told_in_words(seconds: float, shown: str) -> None:
    assert span(seconds) == shown


def test_an_outcome_nobody_knows_counts_as_not_run() -> None:
    shown = views.result(VERDICT, 1)
    assert [x.outcome for x in shown.checks] == ["failed", "not-run"]
    assert views.result({}).verdict == "not-judged"


def test_the_bar_tells_part_and_whole_and_what_is_not_saved() -> None:
    play = played()
    told = views.moment(play.state, 120.0, "Not saved: the disk is full.")
    assert (told.title, told.place) == ("The work", "part 2 of 3")
    assert told.section_left == 1200 - 120
    assert told.total_left == 1560 - 120
    assert told.trouble
    assert told.kernel == "busy"


def test_a_practice_has_one_clock_and_its_questions_title() -> None:
    play = Play(started("practice", questions=[CODE]))
    play.to_questions()
    told = views.moment(play.state, 0.0)
    assert told.title == "Double it" and told.place == ""


def test_while_the_judge_works_the_last_verdict_stays_and_work_is_told() -> None:
    play = played()
    shown, judging = views.last_result(play.state, "double")
    assert shown is not None and (shown.verdict, shown.number, judging) == ("fail", 1, False)
    play.do(c.Submit())
    shown, judging = views.last_result(play.state, "double")
    assert shown is not None and shown.number == 1 and judging
    assert views.last_result(play.state, None) == (None, False)


def test_each_cell_carries_how_its_last_run_ended() -> None:
    notes = cell_notes(played().state, "double")
    assert notes == {0: Note("[1] finished in 250 ms", "good"), 1: Note("running", "busy")}


def test_habits_carry_what_was_seen_and_what_was_ticked() -> None:
    play = played()
    play.say("I am thinking of two cases here, zero and the rest, so I start with zero.")
    play.do(c.TickHabit("think-aloud", True))
    play.do(c.TickItem("water", True))
    habits, items = views.habits(play.state)
    assert habits[0].ticked and items[0].ticked


def test_the_timeline_puts_runs_and_verdicts_between_the_turns_in_order() -> None:
    play = played()
    said = [(t.who, t.tag, t.text) for t in timeline(play.state)]
    runs = [text for who, tag, text in said if tag == "run"]
    assert runs == ["Cell 1: [1] finished in 250 ms.", "Cell 2: still running."]
    at = [i for i, (_, tag, _) in enumerate(said) if tag in ("run", "verdict")]
    assert at == sorted(at)
    assert any(tag == "verdict" and "FAIL" in text for _, tag, text in said)


def test_every_event_that_earned_a_score_is_told_where_the_score_is_read() -> None:
    play = played()
    play.do(c.Leave())
    where = places(play.state)
    entries = {e.id: e for g in groups(play.state) for e in g.entries}
    coding = "".join(plain(row.parts) for row in entries["score-coding"].rows)
    assert "event" in coding and "submission 1" in coding
    assert "Not assessable" in plain(entries["score-production"].rows[0].parts)
    assert all(told for told in where.values())
    question = plain(entries["question-double"].parts)
    assert "zero stays zero" in question and "hidden" in question and "def double(x)" in question


def test_the_events_that_are_not_listed_are_counted() -> None:
    assert told_events((1, 2, 3, 4), {}, 3)[-1] == "  And 1 more event."
    assert told_events((1, 2, 3, 4), {}, 2)[-1] == "  And 2 more events."
    assert "and 1 more event" in plain((listed_events((1, 2), {}, 1)[-1],))


def test_what_was_not_seen_has_dots_and_no_bar() -> None:
    assert bar(None) == "······"
    assert bar(0.0) == "▱" * 6
    assert bar(1.0) == "▰" * 6


RUBRIC = [{"id": "none", "text": "It costs nothing more."}]


def judged(play: Play, verdict: str) -> None:
    play.do(c.Edit(f"# {verdict}\n"))
    play.do(c.Submit())
    told = {"question": CODE.id, "verdict": verdict, "reason": "", "score": 1.0, "seconds": 0.1, "checks": []}
    play.do(c.VerdictArrived(max(play.state.submissions), CODE.id, told))


def test_ending_a_practice_asks_while_something_is_open_on_its_last_question() -> None:
    asked = {
        "id": "memory",
        "kind": "deeper",
        "prompt": "What does it cost?",
        "model_answer": "Nothing more.",
        "rubric": RUBRIC,
    }
    play = Play(
        started("practice", questions=[CODE.model_copy(update={"follow_ups": (FollowUp.model_validate(asked),)})])
    )
    play.to_questions()
    assert "nothing was answered" in views.before_moving_on(play.state)
    judged(play, "fail")
    assert "did not pass" in views.before_moving_on(play.state)
    judged(play, "pass")
    assert (there := play.state.open_question) and there.follow_up(there.thread), "a follow-up is asked"
    assert "not answered yet" in views.before_moving_on(play.state)
    while (
        (there := play.state.open_question) and there.follow_up(there.thread) and not there.threads[there.thread].said
    ):
        play.say("I would say that it doubles what it is given, whatever that is.")
    assert not views.before_moving_on(play.state)
