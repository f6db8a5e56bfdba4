"""A key waits neither for the looks that Textual takes at its screen nor for garbage collections."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from support.interview_fakes import CODE
from support.screens import playing, until
from support.stage import Stage
from textual import screen
from textual._compositor import Compositor
from textual.content import Content
from textual.geometry import Region

from hotseat.tui import pace
from hotseat.tui.screens.dialogs import Read
from hotseat.tui.screens.interview import InterviewScreen
from hotseat.tui.widgets.clockbar import ClockBar


async def test_a_key_is_painted_soon_after_something_else_was() -> None:
    async with playing(Stage()) as (app, _):
        timer = app.screen._update_timer
        assert timer._interval == pace.PERIOD < 1 / 60


def test_a_frame_rate_that_the_person_set_has_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "UPDATE_PERIOD", 1 / 30)
    monkeypatch.setenv("TEXTUAL_FPS", "30")
    pace.quicken()
    assert screen.UPDATE_PERIOD == 1 / 30


async def test_what_is_there_when_a_session_opens_is_left_out_of_garbage_collections_until_it_is_left() -> None:
    gc.unfreeze()
    async with playing(Stage(questions_=(CODE,))) as (app, pilot):
        app.practise("double")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen) and gc.get_freeze_count() > 10_000)
    assert gc.get_freeze_count() == 0


async def test_below_another_screen_only_what_changes_is_painted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with playing(Stage(questions_=(CODE,)), size=(120, 40)) as (app, pilot):
        app.practise("double")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        clock = app.screen.query_one(ClockBar)
        await app.push_screen(Read("Over it", [Content("Something to read.")]))
        painted: list[set[Region]] = []
        inner = Compositor.render_update

        def render_update(self: Compositor, *given: Any, **more: Any) -> Any:
            painted.append(set(self._dirty_regions))
            return inner(self, *given, **more)

        clock.refresh()
        await pilot.pause()
        await pilot.pause()
        monkeypatch.setattr(Compositor, "render_update", render_update)
        for _ in range(2):
            painted.clear()
            clock.refresh()
            await until(pilot, lambda: clock.region in set[Region]().union(*painted))
        assert set[Region]().union(*painted) == {clock.region}
