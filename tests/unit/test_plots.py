"""Pictures of numbers as text: readable without colour, one line a thing, and silent about themselves."""

from __future__ import annotations

import sys
from datetime import date

import pytest

from hotseat.front import chart_words, plots
from hotseat.review.charts import Mean, SectionTime, Standing, Week

TIMES = (
    SectionTime("Opening", 60, 30, True),
    SectionTime("Deep \x1b[31mdive", 600, 720, True),
    SectionTime("Your questions", 120, 0, False),
)
WEEKS = (
    Week(date(2026, 3, 2), Mean(3, 0.5, 0.2, 0.8), ("a",)),
    Week(date(2026, 3, 16), Mean(3, 0.7, 0.4, 0.9), ("b",)),
)
TOPICS = (
    Standing("trees", Mean(9, 0.2, 0.1, 0.4)),
    Standing("sql", Mean(9, 0.7, 0.5, 0.9)),
    Standing("x", Mean(1, 1, 0, 1)),
)


def test_each_section_has_the_plan_above_what_was_spent(capfd: pytest.CaptureFixture[str]) -> None:
    rows = plots.sections(TIMES, 70).split("\n")
    opening = next(n for n, row in enumerate(rows) if "Opening┤" in row)
    assert plots.PLANNED in rows[opening] and plots.SPENT in rows[opening + 1]
    deep = next(n for n, row in enumerate(rows) if "Deep dive┤" in row)
    assert rows[deep].count(plots.PLANNED) < rows[deep + 1].count(plots.SPENT)
    assert rows[deep + 4].count(plots.SPENT) == 0, "what was not reached took nothing"
    assert all(len(row) <= 70 for row in rows)
    assert "\x1b" not in "".join(rows)
    assert capfd.readouterr() == ("", "")


def test_weeks_stand_as_far_apart_as_they_are_and_topics_each_in_a_line(capfd: pytest.CaptureFixture[str]) -> None:
    picture = plots.weeks(WEEKS, 60)
    assert picture.count(plots.MEAN) == 2 and "02 Mar" in picture and "16 Mar" in picture
    rows = plots.standings(TOPICS, 60).split("\n")
    assert [plots.MEAN in row for row in rows[1:3]] == [True, True]
    assert "trees┤" in rows[1] and "sql┤" in rows[2] and not any("x┤" in row for row in rows)
    assert all(plots.LIMIT in row for row in rows[1:3])
    assert plots.standings(TOPICS[:1], 60).count(plots.MEAN) == 1
    assert capfd.readouterr() == ("", "")


def test_where_there_is_nothing_to_see_nothing_is_drawn() -> None:
    assert plots.sections((), 70) == plots.sections((SectionTime("A", 0, 0, True),), 70) == ""
    assert plots.weeks(WEEKS[:1], 70) == plots.standings(TOPICS[2:], 70) == ""
    assert plots.sections(TIMES, 20) == plots.weeks(WEEKS, 20) == plots.standings(TOPICS, 20) == ""


def test_where_the_library_does_not_work_the_words_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "plotext", None)
    assert plots.sections(TIMES, 70) == ""
    assert chart_words.sections(TIMES) == [
        "Opening: 30 seconds of 1 minute.",
        "Deep dive: 12 minutes of 10 minutes, 2 minutes over.",
        "Your questions: not reached; 2 minutes were planned.",
        "In all 12 minutes of 13 minutes.",
    ]


def test_a_section_of_one_minute_was_planned_and_not_were() -> None:
    (told,) = chart_words.sections((SectionTime("Your questions", 60, 0, False),))
    assert told == "Your questions: not reached; 1 minute was planned."


def test_topics_with_too_little_evidence_are_told_together() -> None:
    assert chart_words.standings(TOPICS)[-1].endswith("different questions: x.")
    assert chart_words.standings(TOPICS[2:])[0] == chart_words.NO_TOPIC
