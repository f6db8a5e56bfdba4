"""A session that the command line asked for opens over an empty home screen, which is filled when somebody comes to it."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from support import scene
from support.screens import rows, until
from support.stage import Stage
from textual.widgets import OptionList, Static

from hotseat.front.service import Trouble
from hotseat.interview.engine import Engine
from hotseat.tui.app import HotseatApp
from hotseat.tui.screens.home import HomeScreen
from hotseat.tui.screens.interview import InterviewScreen
from hotseat.tui.widgets.answer import AnswerBox

SIZE = (120, 40)


def _told(app: HotseatApp) -> bool:
    """Whether the home screen is there and has looked around."""
    return any("questions in" in str(found.content) for found in app.screen.query("#state").results(Static))


async def test_a_session_that_cannot_begin_leaves_the_home_screen_whole_and_says_why() -> None:
    stage = Stage()

    async def refused() -> Engine:
        raise Trouble("The disk is full.")

    app = HotseatApp(cast(Any, stage), first=refused)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: _told(app))
        assert isinstance(app.screen, HomeScreen)
        assert app.screen.query_one(OptionList).has_focus
        assert "The disk is full." in rows(app)


async def test_the_home_screen_is_laid_out_only_when_a_session_opened_at_once_is_left() -> None:
    stage = Stage()

    async def first() -> Engine:
        return await stage.begin(scene.started())

    app = HotseatApp(cast(Any, stage), first=first)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        screen = app.screen
        assert isinstance(screen, InterviewScreen)
        assert not app.screen_stack[0].query("*")
        app.leave(screen)
        await until(pilot, lambda: _told(app))
        assert isinstance(app.screen, HomeScreen)
        assert app.screen.query_one(OptionList).has_focus


async def test_what_is_typed_before_the_session_is_there_is_typed_into_it() -> None:
    stage, may_begin = Stage(), asyncio.Event()

    async def slow() -> Engine:
        await may_begin.wait()
        return await stage.begin(scene.started())

    app = HotseatApp(cast(Any, stage), first=slow)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("q", "u", "i", "t", "space", "P")
        assert isinstance(app.screen, HomeScreen)
        may_begin.set()
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        await until(pilot, lambda: app.screen.query_one(AnswerBox).text == "quit P")
