"""Overruling on the debrief: the person's word goes before the reading, stands beside it, and can be taken back."""

from __future__ import annotations

from typing import Any

from support import scene
from support.screens import playing, rows, until
from support.stage import Stage
from textual.app import App
from textual.pilot import Pilot

from hotseat.interview.commands import Overrule
from hotseat.tui.screens.debrief import DebriefScreen


def flat(app: App[Any]) -> str:
    return " ".join(rows(app).replace("│", " ").split())


async def at_the_question(pilot: Pilot[Any], stage: Stage, session: str) -> None:
    """The debrief at the question in words: one of its points was not found."""
    stage.states[session] = scene.ended()
    await pilot.app.push_screen(DebriefScreen(stage.states[session]))
    await until(pilot, lambda: "Left before the end" in rows(pilot.app))
    for _ in range(20):
        await pilot.press("down")
        await pilot.pause()
        if "What a good answer says" in rows(pilot.app) and "Says how the loss" in flat(pilot.app):
            return
    raise AssertionError(rows(pilot.app))


async def test_a_point_is_overruled_both_ways_and_taken_back() -> None:
    stage = Stage()
    session = scene.started().session
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await at_the_question(pilot, stage, session)
        assert "2/3" in rows(app) and "Overrule" in rows(app)

        await pilot.press("o")
        await until(pilot, lambda: "Which point was read wrongly?" in rows(app))
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: "Your word on this point" in rows(app))
        assert "Take my word back" not in rows(app)
        await pilot.press("enter")
        await until(pilot, lambda: "3/3" in rows(app))
        assert "(covered, by your own word)" in flat(app)
        assert "the reading says: not found" in flat(app)

        await pilot.press("o")
        await until(pilot, lambda: "Which point" in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Your word on this point" in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: "2/3" in rows(app))
        assert "(not found, by your own word)" in flat(app)
        assert "the reading says: covered" in flat(app)

        await pilot.press("o")
        await until(pilot, lambda: "Which point" in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Take my word back" in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: "3/3" in rows(app))
        assert flat(app).count("by your own word") == 1
        assert [w.covered for w in stage.looked_back if isinstance(w, Overrule)] == [True, False, None]


async def test_escape_changes_nothing_and_a_line_without_points_offers_nothing() -> None:
    stage = Stage()
    session = scene.started().session
    async with playing(stage) as (app, pilot):
        await at_the_question(pilot, stage, session)
        await pilot.press("o")
        await until(pilot, lambda: "Which point" in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Your word on this point" in rows(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Your word on this point" not in rows(app))
        assert not stage.looked_back
        await pilot.press("home")
        await pilot.pause()
        assert "Overrule" not in rows(app).split("\n")[-1]
        await pilot.press("o")
        assert isinstance(app.screen, DebriefScreen)
