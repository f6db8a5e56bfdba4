"""The list of sessions: narrowed by typing, places that words stand in, attempts side by side, and charts."""

from __future__ import annotations

from datetime import date

import pytest
from support import scene
from support.screens import notices, playing, rows, until
from support.stage import Stage

from hotseat.front.attempt_words import Tried
from hotseat.front.chart_words import Charts
from hotseat.front.past import HitLine
from hotseat.front.service import SessionLine
from hotseat.review.charts import Mean, Standing, Week
from hotseat.tui.screens.charts import ChartsScreen
from hotseat.tui.screens.compare import CompareScreen
from hotseat.tui.screens.debrief import DebriefScreen
from hotseat.tui.screens.home import HomeScreen

SESSION = scene.started().session
ENDED = SessionLine(SESSION, "Two hours", "interview", "2030-01-01 09:00", 7200, "finished", "solid")
OTHER = SessionLine("s2", "Standardise an array", "practice", "2029-12-30 09:00", 640, "finished", "weak")
DAMAGED = SessionLine(
    "s3", "Half an hour", "interview", "2029-12-29 09:00", 640, lost="The last 9 bytes are gone.", closed=True
)
HIT = HitLine(SESSION, 12, "2030-01-01 09:00", "Two hours", "5:30", "You", (("a constant ", False), ("array", True)), 2)


def library(**more: object) -> Stage:
    return Stage(sessions_=(ENDED, OTHER, DAMAGED), hits_=(HIT,), states={SESSION: scene.ended()}, **more)  # type: ignore[arg-type]


async def test_typing_narrows_the_list_and_a_place_is_opened_at_its_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    async with playing(library()) as (app, pilot):
        opened: list[tuple[str, int | None]] = []
        monkeypatch.setattr(app, "show_moment", lambda session, seq=None: opened.append((session, seq)))
        app.open_review()
        await until(pilot, lambda: "Two hours" in rows(app) and "Standardise" in rows(app))
        await pilot.press("slash", *"array")
        await until(pilot, lambda: "Said, written or printed" in rows(app))
        shown = rows(app)
        assert "Standardise an array" in shown and "Half an hour" not in shown
        assert "5:30 You" in shown and "a constant array" in shown and "and 2 more" in shown
        await pilot.press("down", "enter", "enter")
        await until(pilot, lambda: opened == [(SESSION, 12)])


async def test_enter_after_typing_chooses_the_first_place_found(monkeypatch: pytest.MonkeyPatch) -> None:
    async with playing(Stage(hits_=(HIT,), states={SESSION: scene.ended()})) as (app, pilot):
        opened: list[tuple[str, int | None]] = []
        monkeypatch.setattr(app, "show_moment", lambda session, seq=None: opened.append((session, seq)))
        app.open_review()
        await until(pilot, lambda: "No session yet" in rows(app))
        await pilot.press("slash", *"array")
        await until(pilot, lambda: "5:30 You" in rows(app))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: opened == [(SESSION, 12)])


async def test_nothing_found_says_so_and_escape_brings_the_list_back_and_then_home() -> None:
    async with playing(library()) as (app, pilot):
        app.open_review()
        await until(pilot, lambda: "Standardise" in rows(app))
        await pilot.press("slash", *"zebra")
        await until(pilot, lambda: "Nothing fits" in rows(app))
        assert "esc clears what you typed" in rows(app)
        await pilot.press("escape")
        await until(pilot, lambda: "Standardise" in rows(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_a_letter_is_a_key_in_the_list_and_a_letter_in_the_box() -> None:
    async with playing(library()) as (app, pilot):
        app.open_review()
        await until(pilot, lambda: "Standardise" in rows(app))
        await pilot.press("slash", "e", "c", "m", "g")
        await until(pilot, lambda: "ecmg" in rows(app))
        assert not [call for call in app.service.calls if call.startswith("export")]  # type: ignore[attr-defined]


async def test_a_damaged_session_is_marked_and_what_is_lost_is_said_where_it_is_opened() -> None:
    stage = library()
    stage.states["s3"] = scene.ended()
    async with playing(stage, size=(120, 40)) as (app, pilot):
        app.open_review()
        await until(pilot, lambda: "! in part" in rows(app))
        await pilot.press("end", "c")
        await until(pilot, lambda: "cannot be gone on with" in notices(app) and " damaged " in rows(app))
        app.clear_notifications()
        await pilot.press("enter")
        await until(
            pilot, lambda: isinstance(app.screen, DebriefScreen) and "The last 9 bytes are gone." in notices(app)
        )


async def test_how_far_the_first_reading_is_stands_below_the_list() -> None:
    async with playing(library(reading_past="Reading your sessions, once: 1,200 of 10,000…")) as (app, pilot):
        app.open_review()
        await until(pilot, lambda: "1,200 of 10,000" in rows(app))
        assert "Standardise" in rows(app)


async def test_two_attempts_stand_side_by_side() -> None:
    stage = library(tried_=(Tried("zscore", "Standardise an array", 2),))
    stage.states["s2"] = scene.state()
    async with playing(stage) as (app, pilot):
        app.open_review()
        await until(pilot, lambda: "Standardise" in rows(app))
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and "Verdict" in rows(app))
        assert "Hints" in rows(app)
        app.screen.query_one("#compare").scroll_end(animate=False)
        await until(pilot, lambda: "The code is the same in both." in rows(app))
        await pilot.press("left")
        await until(pilot, lambda: "no further attempt" in notices(app))


async def test_a_question_asked_once_has_nothing_to_be_compared_with() -> None:
    async with playing(library()) as (app, pilot):
        app.open_review()
        await until(pilot, lambda: "Standardise" in rows(app))
        await pilot.press("m")
        await until(pilot, lambda: "two attempts" in notices(app))


async def test_the_charts_are_drawn_with_words_beside_them() -> None:
    week = Week(date(2026, 3, 2), Mean(3, 0.5, 0.2, 0.8), ("a", "b", "c"))
    later = Week(date(2026, 3, 9), Mean(3, 0.7, 0.3, 0.9), ("d", "e", "f"))
    charts = Charts(
        (week, later), (Standing("trees", Mean(9, 0.2, 0.1, 0.4)), Standing("sql", Mean(1, 1, 0.3, 1))), "Six."
    )
    async with playing(library(charts_=charts), size=(80, 60)) as (app, pilot):
        app.open_review()
        await until(pilot, lambda: "Standardise" in rows(app))
        await pilot.press("g")
        await until(pilot, lambda: isinstance(app.screen, ChartsScreen) and "How the topics stand" in rows(app))
        shown = rows(app)
        for part in (
            "░ as planned, █ as it went",
            "Week of 09 Mar 2026: solid, 70% (between 30% and 90%), 3 sessions.",
            "Six.",
        ):
            assert part in shown, part
        app.screen.query_one("#charts").scroll_end(animate=False)
        await until(pilot, lambda: "trees: weak, 20%" in rows(app))
        assert "Not enough evidence yet, with fewer than 3 different questions: sql." in rows(app)


async def test_home_is_looked_around_when_it_comes_back_and_not_below_another_screen() -> None:
    async with playing(library()) as (app, pilot):
        home = app.screen
        assert isinstance(home, HomeScreen)
        await until(pilot, lambda: not app.changed)
        await app.push_screen(DebriefScreen(scene.ended()))
        app.changed = True
        await home.on_screen_resume()
        await pilot.pause()
        assert app.changed, "what home would have read is told of a session that goes on"
        app.pop_screen()
        await until(pilot, lambda: not app.changed)
