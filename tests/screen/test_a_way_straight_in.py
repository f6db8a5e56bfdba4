"""A session that the command line asked for opens over an empty home screen, which is filled when somebody comes to it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any, cast

from support import scene
from support.screens import rows, until
from support.stage import Stage
from textual.widgets import OptionList, Static

from hotseat.front.ahead import Ahead
from hotseat.front.service import NeedsTrust, Trouble
from hotseat.interview.engine import Engine
from hotseat.interview.plan import Plan, PlannedSection, to_data
from hotseat.tui.app import HotseatApp
from hotseat.tui.screens.dialogs import Ask
from hotseat.tui.screens.home import HomeScreen
from hotseat.tui.screens.interview import InterviewScreen
from hotseat.tui.widgets.answer import AnswerBox

SIZE = (120, 40)
AHEAD = Ahead("Standardise an array", "This one is small.", scene.started().starters.get("zscore", "x = 1\n"))


def _frame(app: HotseatApp) -> InterviewScreen:
    screen = app.screen
    assert isinstance(screen, InterviewScreen)
    return screen


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


async def test_the_interview_stands_with_what_is_known_before_its_session_is_open_and_the_same_screen_takes_it() -> (
    None
):
    stage, may_begin = Stage(), asyncio.Event()

    async def slow() -> Engine:
        await may_begin.wait()
        return await stage.begin(scene.started())

    app = HotseatApp(cast(Any, stage), first=slow, ahead=AHEAD)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "This one is small." in rows(app))
        frame, shown = _frame(app), rows(app)
        assert frame.waits and "opening…" in shown and "Submit" in shown and "saved" not in shown
        assert frame.work.editor.text == AHEAD.code and AHEAD.title in shown
        may_begin.set()
        await until(pilot, lambda: not frame.waits)
        assert app.screen is frame
        await until(pilot, lambda: "saved" in rows(app) and "opening…" not in rows(app))
        assert len(frame.work.conversation.turns) == len(frame.state.messages)
        assert "This one is small." not in rows(app)


async def test_what_is_typed_and_pressed_while_the_interview_stands_empty_is_done_in_its_order_once_it_is_there() -> (
    None
):
    stage, may_begin = Stage(), asyncio.Event()
    one = Plan("Practice", (PlannedSection("pair", "Pair programming", "questions", 600, ("zscore",)),))

    async def slow() -> Engine:
        await may_begin.wait()
        return await stage.begin(replace(scene.started(), mode="practice", plan=to_data(one)))

    app = HotseatApp(cast(Any, stage), first=slow, ahead=AHEAD)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        frame = _frame(app)
        await pilot.press("h", "i", "f3", "x", "f2", "exclamation_mark")
        await pilot.click("#answer")
        assert frame.waits and not frame.work.answer.text and frame.work.editor.text == AHEAD.code
        may_begin.set()
        await until(pilot, lambda: frame.work.answer.text == "hi!")
        assert frame.work.editor.text.startswith("x")


async def test_a_session_that_does_not_come_takes_its_empty_interview_away() -> None:
    stage = Stage()

    async def refused() -> Engine:
        raise Trouble("The disk is full.")

    app = HotseatApp(cast(Any, stage), first=refused, ahead=AHEAD)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: _told(app))
        assert isinstance(app.screen, HomeScreen) and len(app.screen_stack) == 1
        assert "The disk is full." in rows(app)


async def test_a_pack_that_must_be_trusted_first_is_asked_about_without_the_empty_interview() -> None:
    stage = Stage()

    async def closed() -> Engine:
        raise NeedsTrust("acme", ("acme brings code.",))

    app = HotseatApp(cast(Any, stage), first=closed, ahead=AHEAD)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Ask))
        assert not any(isinstance(screen, InterviewScreen) for screen in app.screen_stack)


async def test_an_interview_that_is_not_open_yet_can_be_left_at_once() -> None:
    stage = Stage()

    async def never() -> Engine:
        await asyncio.Event().wait()
        raise AssertionError

    app = HotseatApp(cast(Any, stage), first=never, ahead=AHEAD)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)


async def test_the_home_screen_tells_the_keys_that_the_settings_give() -> None:
    app = HotseatApp(cast(Any, Stage()), keymap={"home.plan": "y", "home.practice": "ctrl+t"})
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: (_told(app) and "Y shows the plan" in rows(app)) or "Y lays out a plan" in rows(app))
        told = rows(app)
        assert " Y       Plan" in told and "ctrl+t  Practice" in told and " L  Plan" not in told
