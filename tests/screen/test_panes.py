"""Panes: their borders move by mouse and by key and stay where they were put, one can have the whole place, and the clock
and the cursor are always in sight."""

from __future__ import annotations

import re

import pytest
from support.screens import playing, rows, until
from support.stage import Stage
from textual.pilot import Pilot
from textual.widgets._toast import Toast

from hotseat.front.kept import Kept
from hotseat.front.lines import CheckLine, Result
from hotseat.tui.app import HotseatApp
from hotseat.tui.screens.interview import InterviewScreen
from hotseat.tui.widgets.divider import Divider

LEFT = re.compile(r"\d+:\d\d left")


async def sit(app: HotseatApp, pilot: Pilot[int]) -> InterviewScreen:
    app.practise("double")
    await until(pilot, lambda: isinstance(app.screen, InterviewScreen) and bool(LEFT.search(rows(app))))
    assert isinstance(app.screen, InterviewScreen)
    return app.screen


async def test_the_border_beside_the_conversation_is_dragged_with_the_mouse_and_remembered() -> None:
    stage = Stage()
    async with playing(stage, size=(120, 40)) as (app, pilot):
        screen = await sit(app, pilot)
        border = screen.query_one(Divider)
        before = screen.query_one("#talk").size.width
        await pilot.mouse_down(border)
        await pilot.hover(offset=(72, 10))
        await pilot.mouse_up(offset=(72, 10))
        await until(pilot, lambda: screen.query_one("#talk").size.width > before + 10)
        await until(pilot, lambda: stage.kept.talk == 60)
    async with playing(stage, size=(120, 40)) as (app, pilot):
        screen = await sit(app, pilot)
        await until(pilot, lambda: screen.query_one("#talk").size.width == 72)


async def test_the_row_of_tabs_below_the_code_is_a_border_too() -> None:
    stage = Stage()
    async with playing(stage, size=(120, 40)) as (app, pilot):
        screen = await sit(app, pilot)
        row = screen.query_one("#panel-tabs")
        await pilot.mouse_down(row, offset=(40, 0))
        await pilot.hover(offset=(100, 12))
        await pilot.mouse_up(offset=(100, 12))
        await until(pilot, lambda: abs(row.region.y - 12) <= 1)
        await until(pilot, lambda: stage.kept.code is not None)
        await pilot.click(row, offset=(14, 0))
        await until(pilot, lambda: screen.work.panel == "checks")


async def test_keys_move_the_borders_and_put_them_back() -> None:
    stage = Stage()
    async with playing(stage, size=(120, 40)) as (app, pilot):
        screen = await sit(app, pilot)
        talk, code = screen.query_one("#talk").size.width, screen.work.editor.size.height
        await pilot.press("alt+shift+left", "alt+shift+left", "alt+shift+down")
        await until(pilot, lambda: screen.query_one("#talk").size.width < talk)
        await until(pilot, lambda: screen.work.editor.size.height > code)
        await pilot.press(*["alt+shift+left"] * 30, *["alt+shift+up"] * 30)
        await until(pilot, lambda: stage.kept == Kept(25, 20, welcomed=True))
        assert "Your answer" in rows(app) and "Code" in rows(app)
        await pilot.press("alt+u")
        await until(pilot, lambda: screen.query_one("#talk").size.width == talk)
        await until(pilot, lambda: stage.kept == Kept(welcomed=True))


async def test_a_narrow_window_keeps_its_tabs_whatever_the_borders_are() -> None:
    stage = Stage(kept=Kept(talk=30, code=30, welcomed=True))
    async with playing(stage, size=(120, 40)) as (app, pilot):
        screen = await sit(app, pilot)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "[Talk]" in rows(app) and screen.query_one("#talk").size.width == 80)
        await pilot.press("alt+shift+left")
        await until(pilot, lambda: "not in sight" in rows(app))
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: screen.query_one("#talk").size.width == 36)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["narrow", "wide"])
@pytest.mark.parametrize("key", ["f2", "f3", "alt+o", "alt+c", "alt+l"])
async def test_any_pane_has_the_whole_place_with_one_key_and_clock_and_cursor_stay_in_sight(
    size: tuple[int, int], key: str
) -> None:
    async with playing(Stage(), size=size) as (app, pilot):
        screen = await sit(app, pilot)
        await pilot.press(key, "alt+z")
        await until(pilot, lambda: screen.work.alone)
        pane = {"f2": "#talk", "f3": "#code", "alt+o": "#output", "alt+c": "Checks", "alt+l": "Habits"}[key]
        await until(pilot, lambda: screen.query_one(pane).size.height >= size[1] - 6)
        assert screen.query_one(pane).size.width >= size[0] - 4
        assert LEFT.search(rows(app).split("\n")[0])
        assert "┏" in rows(app)
        await pilot.press("alt+z")
        await until(pilot, lambda: not screen.work.alone)


@pytest.mark.parametrize("opens", ["f1", "ctrl+q", "ctrl+p"])
async def test_the_time_left_stays_in_sight_and_goes_on_under_whatever_lies_over_the_interview(opens: str) -> None:
    stage = Stage()
    async with playing(stage) as (app, pilot):
        await sit(app, pilot)
        await pilot.press(opens)
        await until(pilot, lambda: not isinstance(app.screen, InterviewScreen))
        await until(pilot, lambda: bool(LEFT.search(rows(app).split("\n")[0])))
        before = LEFT.search(rows(app).split("\n")[0])
        stage.hand.now += 65.0
        await until(pilot, lambda: LEFT.search(rows(app).split("\n")[0])[0] != before[0])  # type: ignore[index]


@pytest.mark.parametrize("key", ["f2", "f3", "alt+o", "alt+c", "alt+l"])
async def test_the_pane_with_the_cursor_is_told_by_the_form_of_its_border(key: str) -> None:
    async with playing(Stage(), size=(120, 40)) as (app, pilot):
        await sit(app, pilot)
        await pilot.press(key)
        await until(pilot, lambda: rows(app).count("┏") == 1)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize(("key", "pane"), [("f2", "#answer"), ("f3", "#code"), ("alt+o", "#panel")])
async def test_a_notice_stands_over_a_pane_that_nobody_works_in(size: tuple[int, int], key: str, pane: str) -> None:
    async with playing(Stage(), size=size) as (app, pilot):
        screen = await sit(app, pilot)
        await pilot.press(key)
        app.tell("Looking through the libraries. The first time takes some seconds; you can write on meanwhile.")
        await until(pilot, lambda: len(screen.query(Toast)) == 1 and "meanwhile." in rows(app))
        busy = screen.query_one(pane).region
        if (size, pane) == ((80, 24), "#panel"):
            return  # There is no other pane in sight.
        assert not any(toast.region.overlaps(busy) for toast in screen.query(Toast))
        assert all(screen.region.contains_region(toast.region) for toast in screen.query(Toast))
        assert "Looking through" in rows(app) and "meanwhile." in rows(app)


@pytest.mark.parametrize("row", [0, 17])
async def test_a_notice_stands_in_the_half_without_the_cursor_where_the_code_has_the_whole_place(row: int) -> None:
    async with playing(Stage()) as (app, pilot):
        screen = await sit(app, pilot)
        await pilot.press("f3", "alt+z")
        editor = screen.work.editor
        editor.load("\n" * 17)
        editor.move_cursor((row, 0))
        await until(pilot, lambda: editor.size.height > 15)
        app.tell("A word.")
        await until(pilot, lambda: "A word." in rows(app))
        notice = screen.query_one(Toast).region
        assert notice.y - 3 > editor.cursor_screen_offset.y or notice.bottom + 3 < editor.cursor_screen_offset.y


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_the_first_failed_check_says_is_in_sight_below_the_code(size: tuple[int, int]) -> None:
    async with playing(Stage(), size=size) as (app, pilot):
        screen = await sit(app, pilot)
        await pilot.press("f3")
        names = [f"number {i}, with a rather long name that says what the check looks at, as they do" for i in range(9)]
        told = "NameError: name 'out' is not defined\nInput: impute(frame)"
        lines = tuple(CheckLine(name, "error" if i > 4 else "passed", told) for i, name in enumerate(names))
        screen.work.checks.show(Result("error", "5 of 9 checks passed; “this one” ended in an error.", lines, 1))
        screen.work.bring_up("checks")
        await until(pilot, lambda: "NameError: name 'out'" in rows(app) and "Input: impute(frame)" in rows(app))
        assert "5 of 9 checks" in rows(app) and "number 5" in rows(app)
