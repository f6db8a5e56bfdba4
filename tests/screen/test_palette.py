"""The palette holds everything that can be done where one is, with its key, and what it names it does."""

from __future__ import annotations

import pytest
from support import scene
from support.screens import playing, rows, until
from support.stage import Stage

from hotseat.tui.key_table import DEBRIEF, EDITOR, HOME, PICK, REVIEW, Key
from hotseat.tui.keys import ACTIONS
from hotseat.tui.palette import ActionCommands, AppCommands, Command, Commands, Palette, ScreenCommands
from hotseat.tui.screens.debrief import DebriefScreen
from hotseat.tui.screens.home import HomeScreen
from hotseat.tui.screens.interview import InterviewScreen
from hotseat.tui.screens.pick import PickScreen
from hotseat.tui.screens.review import ReviewScreen


def offered(screen: object, *kinds: type[Commands]) -> dict[str, Command]:
    return {c.name: c for kind in kinds for c in kind(screen).commands()}  # type: ignore[arg-type]


def names(keys: tuple[Key, ...]) -> set[str]:
    return {f"{key.label} ({key.shown[0]})" for key in keys}


async def test_the_interview_offers_every_action_and_all_that_its_editor_does() -> None:
    async with playing(Stage(), size=(120, 40)) as (app, pilot):
        app.practise("double")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen) and "Your answer" in rows(app))
        found = offered(app.screen, ActionCommands)
        assert {f"{a.label} ({a.shown[0]})" for a in app.screen.offered()} <= set(found)  # type: ignore[attr-defined]
        assert len(app.screen.offered()) == len(ACTIONS)  # type: ignore[attr-defined]
        assert {f"Code: {k.label} ({k.shown[0]})" for k in EDITOR} <= set(found)
        app.screen.query_one("#code").load_text("x = 1")  # type: ignore[attr-defined]
        await found["Code: Select all (ctrl+a)"].run()  # type: ignore[misc]
        await until(pilot, lambda: app.screen.query_one("#code").selected_text != "")  # type: ignore[attr-defined]
        elsewhere = offered(app.screen, AppCommands)
        assert not any(name.startswith(("Interview:", "First steps", "Go to")) for name in elsewhere)


async def test_each_other_screen_offers_its_own_keys() -> None:
    async with playing(Stage(), size=(120, 40)) as (app, pilot):
        skipped = {"Continue (c)", "Faults (b)"}
        assert names(HOME) - skipped <= set(offered(app.screen, ScreenCommands))
        app.open_review()
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        await pilot.pause()
        assert names(REVIEW) <= set(offered(app.screen, ScreenCommands))
        offered(app.screen, AppCommands)["Go to the home screen"].run()
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        app.open_pick()
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await pilot.pause()
        assert names(PICK) <= set(offered(app.screen, ScreenCommands))
        await app.push_screen(DebriefScreen(scene.ended()))
        await pilot.pause()
        assert names(DEBRIEF) - {
            "Contest (c)",
            "Figure (f)",
            "Overrule (o)",
            "Again (a)",
            "Moment (enter)",
        } <= set(offered(app.screen, ScreenCommands))


async def test_looks_and_interviewers_are_chosen_by_name() -> None:
    stage = Stage()
    async with playing(stage) as (app, pilot):
        found = offered(app.screen, AppCommands)
        assert {f"Look: {name}" for name in app.available_themes} <= set(found)
        found["Look: nord"].run()
        assert app.theme == "nord"
        found["Interviewer: Tomas Reuter"].run()
        assert stage.persona == "brisk"
        await until(pilot, lambda: "Tomas Reuter leads" in rows(app))
        assert "the one you have" in offered(app.screen, AppCommands)["Interviewer: Tomas Reuter"].told


@pytest.mark.parametrize("typed", ["interview: two hours", "first steps"])
async def test_what_is_typed_is_found_and_done(typed: str) -> None:
    stage = Stage()
    async with playing(stage, size=(100, 30)) as (app, pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Palette) and "Practise a" in rows(app))
        await pilot.press(*("space" if c == " " else "colon" if c == ":" else c for c in typed))
        await until(pilot, lambda: typed[:9] in rows(app).lower() and "Practise a" not in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        assert stage.calls[-1] in ("interview two-hour", "first steps")
