"""Names are offered and calls are explained while one writes, and neither takes a key that was meant for the code."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from support.code_knows import Knows
from support.screens import playing, rows, to_the_question, until
from support.stage import Stage
from textual.pilot import Pilot

from hotseat.front.service import Desk
from hotseat.tui import code_assist
from hotseat.tui.app import HotseatApp
from hotseat.tui.screens.interview import InterviewScreen
from hotseat.tui.widgets.editor import CodeEditor


@asynccontextmanager
async def writing(
    folder: Path, code: str = "# %% one\nimport numpy as np\n\n# %% two\n", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[HotseatApp, CodeEditor, Pilot[Any], Knows]]:
    knows = Knows()
    stage = Stage(desk_=Desk(folder, knows))
    async with playing(stage, size=size) as (app, pilot):
        app.practise("double")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        await to_the_question(pilot)
        editor = app.screen.query_one(CodeEditor)
        editor.load(code)
        await pilot.press("f3")
        editor.move_cursor(editor.document.end)
        await until(pilot, lambda: editor.has_focus)
        yield app, editor, pilot, knows


@pytest.mark.parametrize("zoomed", [False, True], ids=["panes", "zoomed"])
async def test_names_are_offered_behind_a_dot_and_tab_takes_one(tmp_path: Path, zoomed: bool) -> None:
    async with writing(tmp_path) as (app, editor, pilot, knows):
        if zoomed:
            await pilot.press("alt+z")
        await pilot.press(*"np.")
        await until(pilot, lambda: "median" in rows(app))
        assert knows.asked[-1].cell == "np." and knows.asked[-1].attribute
        await pilot.press(*"me", "down", "tab")
        assert editor.text.endswith("np.median")
        await until(pilot, lambda: "memmap" not in rows(app))


async def test_the_list_follows_what_is_typed_and_goes_when_nothing_is_left(tmp_path: Path) -> None:
    async with writing(tmp_path) as (app, editor, pilot, _):
        await pilot.press(*"np.")
        await until(pilot, lambda: "median" in rows(app))
        await pilot.press(*"mea")
        await until(pilot, lambda: "memmap" not in rows(app))
        await pilot.press("backspace")
        await until(pilot, lambda: "memmap" in rows(app))
        await pilot.press("x")
        await until(pilot, lambda: "median" not in rows(app))
        assert editor.text.endswith("np.mex")


async def test_more_names_are_asked_for_where_not_all_were_told(tmp_path: Path) -> None:
    async with writing(tmp_path) as (app, _, pilot, knows):
        knows.cut = True
        await pilot.press(*"np.")
        await until(pilot, lambda: "median" in rows(app))
        knows.names = ("zeros",)
        await pilot.press("z")
        await until(pilot, lambda: "zeros" in rows(app))


async def test_enter_and_arrows_stay_the_codes_own_until_the_list_is_asked_for(tmp_path: Path) -> None:
    async with writing(tmp_path) as (app, editor, pilot, _):
        await pilot.press(*"np.")
        await until(pilot, lambda: "median" in rows(app))
        await pilot.press("enter", "x")
        assert editor.text.endswith("np.\nx")
        await pilot.press("enter", *"np.")
        await until(pilot, lambda: "median" in rows(app))
        await pilot.press("escape", "ctrl+@")
        await until(pilot, lambda: "memmap" in rows(app))
        await pilot.press("enter")
        assert editor.text.endswith("np.mean")


async def test_the_only_name_that_fits_is_put_in_at_once(tmp_path: Path) -> None:
    async with writing(tmp_path) as (_, editor, pilot, knows):
        knows.names = ("median",)
        await pilot.press(*"np.med", "ctrl+@")
        await until(pilot, lambda: editor.text.endswith("np.median"))
        await pilot.press("ctrl+z")
        assert editor.text.endswith("np.med")


async def test_an_open_bracket_shows_how_the_call_goes_and_escape_takes_it_away(tmp_path: Path) -> None:
    async with writing(tmp_path) as (app, editor, pilot, _):
        await pilot.press(*"np.mean(")
        await until(pilot, lambda: "mean(a, axis=None)" in rows(app))
        await pilot.press("escape")
        await until(pilot, lambda: "axis=None" not in rows(app))
        assert editor.has_focus and editor.text.endswith("np.mean()")
        await pilot.press("3", ",")
        await until(pilot, lambda: "axis=None" in rows(app))
        await pilot.press(")")
        await until(pilot, lambda: "axis=None" not in rows(app))


async def test_the_documentation_of_a_name_is_shown_as_it_is_and_harmless(tmp_path: Path) -> None:
    async with writing(tmp_path) as (app, _, pilot, knows):
        await pilot.press(*"np.mean", "alt+i")
        await until(pilot, lambda: "Docstring: The mean. [bold]" in rows(app))
        assert "np.mean" in rows(app) and "\x1b" not in rows(app)
        assert knows.asked[-1].cell == "np.mean"


async def test_what_lies_over_the_code_goes_when_the_editor_is_left(tmp_path: Path) -> None:
    async with writing(tmp_path, size=(120, 40)) as (app, _, pilot, _knows):
        await pilot.press(*"np.")
        await until(pilot, lambda: "median" in rows(app))
        await pilot.press("f2")
        await until(pilot, lambda: "median" not in rows(app))


async def test_what_takes_a_while_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_assist, "PATIENCE", 0.02)
    async with writing(tmp_path) as (app, editor, pilot, knows):
        knows.gate = asyncio.Event()
        await pilot.press(*"np.m", "ctrl+@")
        await until(pilot, lambda: "Looking through the libraries" in rows(app))
        assert editor.has_focus
        knows.gate.set()
        await until(pilot, lambda: "memmap" in rows(app))


async def test_a_call_tip_that_comes_too_late_is_not_shown(tmp_path: Path) -> None:
    async with writing(tmp_path) as (app, editor, pilot, knows):
        knows.gate = asyncio.Event()
        await pilot.press(*"np", "escape")
        editor.focus()
        await pilot.press(*".mean(", "3", ")")
        knows.gate.set()
        await pilot.pause(0.1)
        assert "axis=None" not in rows(app) and editor.text.endswith("np.mean(3)")


async def test_a_tuple_or_a_definition_shows_no_call_tip(tmp_path: Path) -> None:
    async with writing(tmp_path) as (_, _editor, pilot, knows):
        await pilot.press(*"x = (1,", "enter", *"def f(a,")
        await pilot.pause(0.05)
        assert knows.asked == []
