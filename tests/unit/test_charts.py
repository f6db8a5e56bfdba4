"""The numbers behind the pictures: times against the plan, scores by week, topics with how sure they are."""

from __future__ import annotations

from datetime import date

import pytest
from support.interview_fakes import CODE, Play, started

from hotseat.interview import commands as c
from hotseat.interview.scoring import debrief
from hotseat.review.charts import Answered, Sitting, mean_of, question_score, section_times, standings, trend, weeks


def sitting(n: int, overall: float | None = 0.5, *answered: Answered, day: str = "2026-03-02") -> Sitting:
    return Sitting(f"s{n}", f"{day}T10:00:0{n % 10}.000+00:00", "interview", overall, answered)


def test_every_planned_section_is_there_and_what_was_not_reached_took_nothing() -> None:
    play = Play(started(questions=[CODE]))
    times = section_times(play.state)
    assert [t.title for t in times] == ["Opening", "The work", "Closing"]
    assert [t.planned for t in times] == [60, 1200, 300]
    assert [t.reached for t in times][1:] == [False, False]


def test_the_sections_together_took_as_long_as_the_session() -> None:
    play = Play(started(questions=[CODE]))
    play.to_questions()
    play.wait(100)
    play.do(c.Leave())
    times = section_times(play.state)
    assert sum(t.spent for t in times) == pytest.approx(play.state.at, abs=0.5)
    assert times[1].spent >= 100
    assert not times[2].reached or times[2].spent < 1


def test_the_score_of_code_is_its_best_submission_and_of_talk_the_points_covered() -> None:
    play = Play(started(questions=[CODE]))
    play.to_questions()
    (outcome,) = debrief(play.state).questions
    assert question_score(outcome) is None
    play.do(c.Submit())
    verdict = {"question": "double", "verdict": "pass", "reason": "", "score": 1.0, "seconds": 0.1, "checks": []}
    play.do(c.VerdictArrived(1, "double", verdict))
    (outcome,) = debrief(play.state).questions
    assert question_score(outcome) == 1.0


def test_wilson_intervals_agree_with_another_implementation() -> None:
    # scipy.stats.binomtest(8, 10).proportion_ci(0.9, "wilson")
    found = mean_of([1.0] * 8 + [0.0] * 2)
    assert (found.low, found.high) == pytest.approx((0.5407928056874879, 0.9314420122624679))
    assert mean_of([]).width == 1.0


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_few_values_give_wide_intervals_that_hold_the_mean(share: float) -> None:
    few, many = mean_of([share] * 3), mean_of([share] * 300)
    assert few.width > 3 * many.width
    assert few.low <= share <= few.high
    assert many.low <= share <= many.high


def test_a_week_begins_on_monday_and_sessions_that_could_not_be_assessed_are_left_out() -> None:
    found = weeks(
        [sitting(1, day="2026-03-08"), sitting(2, day="2026-03-09"), sitting(3, None), sitting(4, day="never")]
    )
    assert [w.monday for w in found] == [date(2026, 3, 2), date(2026, 3, 9)]
    assert [w.sessions for w in found] == [("s1",), ("s2",)]


def test_a_topic_with_fewer_than_three_questions_is_not_judged() -> None:
    asked = [sitting(n, 0.1, Answered("one", "trees", 0.0)) for n in range(9)]
    (found,) = standings(asked)
    assert (found.word, found.scores.count) == ("not enough evidence", 1)


def test_the_latest_score_of_a_question_counts() -> None:
    asked = [sitting(2, 0.5, Answered("one", "trees", 0.9)), sitting(1, 0.5, Answered("one", "trees", 0.1))]
    assert standings(asked)[0].scores.mean == pytest.approx(0.9)


def test_the_weakest_topic_comes_first_and_is_called_weak_only_where_that_is_sure() -> None:
    bad = sitting(1, 0.2, *(Answered(f"b{n}", "trees", 0.1) for n in range(12)))
    good = sitting(2, 0.9, *(Answered(f"g{n}", "sql", 0.95) for n in range(20)))
    some = sitting(3, 0.5, *(Answered(f"s{n}", "torch", 0.5) for n in range(3)))
    found = standings([bad, good, some, sitting(4, 0.5, Answered("x", "rag", 0.0))])
    assert [(s.topic, s.word) for s in found] == [
        ("trees", "weak"),
        ("torch", "could be either"),
        ("sql", "solid"),
        ("rag", "not enough evidence"),
    ]


def test_a_trend_is_claimed_only_where_chance_does_not_explain_it() -> None:
    assert trend(weeks([sitting(1)])).startswith("Not enough evidence")
    assert "one week" in trend(weeks([sitting(n) for n in range(5)]))
    mixed = [sitting(1, 0.4), sitting(2, 0.6), sitting(3, 0.7, day="2026-03-10")]
    assert "no change" in trend(weeks(mixed))
    rising = [sitting(n, 0.1) for n in range(9)] + [sitting(n, 0.9, day="2026-03-10") for n in range(9)]
    assert "better" in trend(weeks(rising))
