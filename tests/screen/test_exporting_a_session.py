"""The export key asks in which form a session is written, and tells where it is."""

from __future__ import annotations

import pytest
from support import scene
from support.screens import playing, rows, until
from support.stage import Stage

from hotseat.tui.screens.debrief import DebriefScreen


@pytest.mark.parametrize("key", ["e", "x"])
async def test_a_form_is_chosen_and_the_file_told(key: str) -> None:
    stage = Stage()
    session = scene.started().session
    stage.states[session] = scene.ended()
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await app.push_screen(DebriefScreen(stage.states[session]))
        await until(pilot, lambda: "Left before the end" in rows(app))
        await pilot.press(key)
        await until(pilot, lambda: "A page to read in a browser" in rows(app))
        assert "A recording for asciinema" in rows(app)
        await pilot.press("down", "enter")
        await until(pilot, lambda: f"{session}.ipynb" in rows(app))
        assert f"export {session} ipynb" in stage.calls


async def test_escape_writes_nothing() -> None:
    stage = Stage()
    session = scene.started().session
    stage.states[session] = scene.ended()
    async with playing(stage, size=(80, 24)) as (app, pilot):
        await app.push_screen(DebriefScreen(stage.states[session]))
        await until(pilot, lambda: "Left before the end" in rows(app))
        await pilot.press("e")
        await until(pilot, lambda: "A page to read in a browser" in rows(app))
        assert "A recording for asciinema" in rows(app), "every form is in sight in a small window too"
        await pilot.press("escape")
        await until(pilot, lambda: "A page to read in a browser" not in rows(app))
        assert not [call for call in stage.calls if call.startswith("export")]
