"""The plan keeps to the day's minutes, rests before the interview, ticks what was done and moves what was missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.practice_history import NOW, Q, facts, mock, outcome, practice

from hotseat.front.plan_told import sentences, table
from hotseat.front.plan_view import BEGUN, plan_view, today_told
from hotseat.review.history import Summary
from hotseat.review.plan import Plan, brought_up_to, wished
from hotseat.review.plan_dates import BadDate, interview_date, minutes_a_day
from hotseat.review.plan_file import BadPlan, read_plan, set_aside, write_plan
from hotseat.review.plan_parts import Item, Wish

TODAY = NOW.date()
BANK = [
    Q(
        f"q{n:02}",
        kind="code" if n % 3 else "talk",
        topic=("sql", "sampling", "statistics")[n % 3],
        minutes=10 + n % 3 * 5,
    )
    for n in range(60)
]


def planned(
    days: int,
    minutes: int = 60,
    sessions: Sequence[Summary] = (),
    bank: Sequence[Q] = BANK,
    kept_back: Sequence[str] = (),
) -> Plan:
    wish = Wish(TODAY + timedelta(days=days), minutes, TODAY)
    return brought_up_to(wished(None, wish, NOW), facts(sessions, bank, kept_back), NOW)


def mocks_of(plan: Plan) -> list[tuple[int, str]]:
    """Each mock: how many days before the interview, and its course."""
    on = plan.wish.interview_on
    return [((on - d.on).days, i.what) for d in plan.days for i in d.items if i.kind == "mock"]


def later(plan: Plan, days: int, sessions: Sequence[Summary] = ()) -> Plan:
    return brought_up_to(plan, facts(sessions, BANK), NOW + timedelta(days=days))


def test_ten_days_ahead_hold_a_final_mock_three_days_before_and_rest_on_the_last_day() -> None:
    plan = planned(10)
    assert [d.on for d in plan.days] == [TODAY + timedelta(days=n) for n in range(10)]
    assert mocks_of(plan) == [(9, "hour"), (6, "half"), (3, "hour")]
    assert [i.kind for i in plan.days[-1].items] == ["rest"]
    assert [i.final for d in plan.days for i in d.items if i.kind == "mock"] == [False, False, True]
    assert "The whole interview takes 120 minutes and a day has 60" in plan.left_out[0]
    assert mocks_of(planned(10, 120)) == [(9, "whole"), (6, "half"), (3, "whole")] and not planned(10, 120).left_out


@settings(deadline=None, max_examples=40)
@given(
    st.integers(1, 40), st.integers(15, 150), st.lists(st.tuples(st.integers(0, 59), st.integers(0, 40)), max_size=20)
)
def test_no_day_holds_more_than_its_minutes_and_the_last_one_nothing(
    days: int, minutes: int, past: list[tuple[int, int]]
) -> None:
    history = [practice(outcome(BANK[q].id, ago + 0.1, topic=BANK[q].topic)) for q, ago in past]
    plan = planned(days, minutes, history)
    assert all(d.minutes <= minutes for d in plan.days)
    assert [i.kind for i in plan.days[-1].items] == ["rest"]
    assert all(distance >= 2 for distance, _ in mocks_of(plan)), "never on the last day"
    things = [(i.kind, i.what) for d in plan.days for i in d.items if i.kind in ("review", "drill")]
    assert len(things) == len(set(things)), "nothing twice"
    again = brought_up_to(plan, facts(history, BANK), NOW)
    assert again == plan, "looking at it changes nothing"


def test_what_is_kept_back_is_in_no_drill() -> None:
    plan = planned(10, 240, kept_back=[q.id for q in BANK[:30]])
    drills = {i.what for d in plan.days for i in d.items if i.kind == "drill"}
    assert drills and not drills & {q.id for q in BANK[:30]}


def test_reviews_lie_on_the_day_they_fall_due_or_the_next_one_with_room() -> None:
    history = [practice(outcome("q00", 0.1, share=1.0, topic="sql")), practice(outcome("q03", 20, topic="sql"))]
    plan = planned(20, 60, history)
    found = {i.what: ((d.on - TODAY).days, i.why) for d in plan.days for i in d.items if i.kind == "review"}
    assert found["q00"] == (8, "due then; last time easy")
    assert found["q03"][0] == 0 and found["q03"][1].startswith("due for")


def test_too_little_time_says_that_no_mock_fits_and_how_many_reviews_do_not() -> None:
    history = [practice(outcome(q.id, 5, topic=q.topic)) for q in BANK[:20]]
    plan = planned(3, 15, history)
    assert mocks_of(plan) == []
    assert plan.left_out[0] == "No mock fits into 15 minutes a day. The shortest takes 30."
    assert plan.left_out[1].endswith("questions that fall due find no room in the minutes a day.")


def test_what_was_done_is_ticked_and_the_day_stays_as_it_was_laid_out() -> None:
    plan = planned(10)
    first = plan.day(TODAY).items
    done = first[1] if first[0].kind == "mock" else first[0]
    there = later(plan, 0, [practice(outcome(done.what, 0, topic=done.topic))])
    assert [i.what for i in there.day(TODAY).items] == [i.what for i in first]
    assert [i.what for i in there.day(TODAY).items if i.done] == [done.what]


def test_a_missed_mock_moves_to_the_next_day_with_room_and_is_let_go_once_another_was_sat() -> None:
    plan = planned(13)
    day, course = mocks_of(plan)[0]
    assert plan.wish.interview_on - timedelta(days=day) == TODAY + timedelta(days=1)
    missed = later(plan, 3)
    assert [s for s in _states(missed, 3) if s[0] == "mock"] == [("mock", "moved")]
    moved = [i for d in missed.days if d.on >= TODAY + timedelta(days=3) for i in d.items if "missed on" in i.why]
    assert [i.what for i in moved] == [course]
    sat = later(plan, 3, [mock(-2, 0.7, minutes=60)])
    assert not any("missed on" in i.why for d in sat.days for i in d.items)


def test_a_mock_that_was_sat_ticks_the_one_of_that_day_only_when_it_was_about_as_long() -> None:
    plan = planned(10)
    day = next(d for d in plan.days if any(i.kind == "mock" for i in d.items))
    ahead = (day.on - TODAY).days
    for minutes, done in ((60, True), (30, False)):
        there = later(plan, ahead, [mock(-ahead, 0.7, minutes=minutes)])
        assert [i.done for i in there.day(day.on).items if i.kind == "mock"] == [done]


def test_the_final_mock_is_not_laid_out_again_on_the_day_after_it_was_sat() -> None:
    plan = planned(4)
    there = later(plan, 1)
    assert mocks_of(there)[-1] == (3, "hour")
    sat = [mock(-1, 0.7, minutes=60)]
    assert [d for d, _ in mocks_of(later(later(there, 1, sat), 2, sat))] == [3]
    assert [d for d, _ in mocks_of(later(there, 2))] == [3, 2], "one that was missed is"


def test_missed_drills_come_first_on_the_next_days() -> None:
    plan = planned(10)
    lost = [i.what for i in plan.day(TODAY).items if i.kind == "drill"]
    there = later(plan, 1)
    ahead = [i.what for d in there.days if d.on > TODAY for i in d.items if i.kind == "drill"]
    assert set(lost) <= set(ahead[: len(lost) + 6])
    assert ("drill", "moved") in _states(there, 1)


def test_another_new_question_of_the_same_topic_counts_for_a_drill_once_the_day_is_over() -> None:
    plan = planned(10)
    drill = next(i for i in plan.day(TODAY).items if i.kind == "drill")
    other = next(q for q in BANK if q.topic == drill.topic and q.id not in {i.what for d in plan.days for i in d.items})
    done = [practice(outcome(other.id, 0, topic=other.topic))]
    assert not any(i.done for i in later(plan, 0, done).day(TODAY).items)
    assert [i.what for i in later(plan, 1, done).day(TODAY).items if i.done] == [drill.what]


def test_another_date_lays_the_days_out_anew_and_keeps_what_was_done() -> None:
    plan = planned(10)
    done = plan.day(TODAY).items[0].what
    history = facts([practice(outcome(done, 0, topic="sql"))], BANK)
    plan = brought_up_to(plan, history, NOW)
    other = brought_up_to(wished(plan, Wish(TODAY + timedelta(days=5), 45, TODAY), NOW), history, NOW)
    assert [i.what for i in other.day(TODAY).items if i.done] == [done]
    assert other.day(TODAY).minutes <= 45 and other.days[-1].on == TODAY + timedelta(days=4)


def test_once_the_interview_is_over_nothing_lies_ahead() -> None:
    there = later(planned(4), 6)
    assert max(d.on for d in there.days) < TODAY + timedelta(days=4)
    view = plan_view(there, facts([], BANK), NOW + timedelta(days=6))
    assert "is over. A new date makes a new plan." in view.head


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2030-03-03", "is in the past"),
        ("2030-03-04", "That is today"),
        ("2031-03-10", "371 days ahead"),
        ("tomorrow", "is no date"),
        ("2030-02-30", "is no date"),
        ("", "Say when the interview is"),
        ("\x1b[31m9", "is no date"),
    ],
)
def test_a_date_that_makes_no_plan_is_told_with_a_sentence(typed: str, said: str) -> None:
    with pytest.raises(BadDate, match=said) as fault:
        interview_date(typed, TODAY)
    assert "\x1b" not in str(fault.value)


def test_tomorrow_and_a_year_ahead_make_plans() -> None:
    assert interview_date(" 2030-03-05 ", TODAY) == date(2030, 3, 5)
    assert [i.kind for i in planned(1).day(TODAY).items] == ["rest"]
    far = planned(365)
    assert len(far.days) == 365 and len(mocks_of(far)) < 40
    with pytest.raises(BadDate, match="between 15 and 480"):
        minutes_a_day(5)


def test_the_file_gives_the_plan_back_and_a_damaged_one_is_told_and_set_aside(tmp_path: Path) -> None:
    path, plan = tmp_path / "plan.json", planned(10)
    assert read_plan(path) is None
    write_plan(path, plan)
    assert read_plan(path) == plan
    assert "interview_on" in path.read_text(encoding="utf-8")
    for damage in ("", "[]", "{}", '{"format": 2}', path.read_text(encoding="utf-8").replace("drill", "thrill")):
        path.write_text(damage, encoding="utf-8")
        with pytest.raises(BadPlan, match="--interview-on"):
            read_plan(path)
    assert [set_aside(path).name, path.exists()] == ["plan.json.damaged", False]
    path.write_text("x", encoding="utf-8")
    assert set_aside(path).name == "plan.json.damaged-2"


def test_the_plan_is_told_as_a_table_in_sentences_and_in_one_line() -> None:
    history = [practice(outcome("q00", 5, topic="sql"))]
    there = facts(history, BANK)
    plan = planned(10, 60, history)
    view = plan_view(plan, there, NOW)
    rows, said = table(view), sentences(view)
    assert rows[0] == said[0] == "Interview on Thu 14 Mar 2030, in 10 days; 60 minutes a day."
    assert "Readiness: not enough evidence." in rows
    assert any(r.startswith("  · again") and "About q00 (due for" in r for r in rows)
    assert any(r.endswith("Again: About q00 (due for 3 days; last time good), 10 min.") for r in said)
    assert today_told(view, key="L").endswith("10 days to your interview. L shows the plan.")
    bare = plan_view(None, there, NOW)
    assert today_told(bare, key="L") == "Due today: 1 question, 10 min. L shows them and the days ahead."
    empty = plan_view(None, facts([], BANK), NOW)
    assert today_told(empty, key="L") == "Nothing is due today. L lays out a plan until your interview."


def _states(plan: Plan, days: int) -> list[tuple[str, str]]:
    today = TODAY + timedelta(days=days)
    return [(i.kind, plan.state_of(i, d.on, today)) for d in plan.days if d.on < today for i in d.items]


def test_nothing_in_the_file_reaches_the_screen_as_it_is(tmp_path: Path) -> None:
    path, plan = tmp_path / "plan.json", planned(3)
    write_plan(path, plan)
    path.write_text(
        path.read_text(encoding="utf-8").replace("About q", "\\u001b]0;x\\u0007[b]About q"), encoding="utf-8"
    )
    there = read_plan(path)
    assert there is not None
    items: list[Item] = [i for d in there.days for i in d.items]
    assert not any("\x1b" in i.title or "\x07" in i.title for i in items)


def test_what_was_begun_and_not_ended_ticks_nothing_is_told_and_gone_on_with() -> None:
    asked = outcome("a", 8, share=0.3)
    left = Summary("open", mode="practice", started=NOW.isoformat(), questions=("a",))
    view = plan_view(None, facts([practice(asked), left], [Q("a")]), NOW)
    (row,) = view.today.rows
    assert (row.state, row.begun) == ("open", "open")
    assert row.why.startswith(BEGUN) and any(BEGUN in told for told in sentences(view))
    ended = replace(left, ended="left", outcomes=(outcome("a", 0),))
    assert not plan_view(None, facts([practice(asked), ended], [Q("a")]), NOW).today.rows
    sitting = Summary("mock", mode="interview", started=NOW.isoformat())
    plan = planned(10)
    rows = plan_view(plan, facts([sitting]), NOW).today.rows
    assert all(bool(row.begun) == (row.kind == "mock") for row in rows)
