"""The first steps: offered once where nothing was begun yet, each ended by its key, left at any time, and counted nowhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.screens import playing, rows, until
from support.stage import OVERVIEW, Stage
from textual.pilot import Pilot

from hotseat.cli.places import Places
from hotseat.cli.service import RealService
from hotseat.cli.settings import Settings
from hotseat.front.kept import Kept
from hotseat.tui.app import HotseatApp
from hotseat.tui.first_steps import STEPS, Steps
from hotseat.tui.key_table import all_keys
from hotseat.tui.screens.first_steps import FirstStepsScreen
from hotseat.tui.screens.home import HomeScreen


def new() -> Stage:
    return Stage(overview_=replace(OVERVIEW, new=True), kept=Kept())


async def begin(app: HotseatApp, pilot: Pilot[int]) -> FirstStepsScreen:
    await until(pilot, lambda: isinstance(app.screen, FirstStepsScreen) and "Step 1" in rows(app))
    assert isinstance(app.screen, FirstStepsScreen)
    return app.screen


def test_each_step_ends_by_what_it_asks_for_alone() -> None:
    steps = Steps()
    for step in STEPS[:-1]:
        for other in STEPS[:-1]:
            if other.deed != step.deed:
                assert not steps.did(other.deed)
        assert steps.step is step and steps.did(step.deed)
    assert steps.did("ended") and steps.step is None


def test_the_steps_name_actions_that_there_are() -> None:
    known = {key.id for key in all_keys()}
    assert all((step.action in known) == ("{key}" in step.words) for step in STEPS)


async def test_a_first_start_offers_them_and_yes_begins() -> None:
    stage = new()
    async with playing(stage) as (app, pilot):
        await until(pilot, lambda: "First steps?" in rows(app))
        await pilot.press("enter")
        await begin(app, pilot)
        await until(pilot, lambda: stage.kept.welcomed)


@pytest.mark.parametrize("answer", [("down", "enter"), ("escape",)])
async def test_no_is_remembered_and_they_begin_from_the_home_screen_later(answer: tuple[str, ...]) -> None:
    stage = new()
    async with playing(stage) as (app, pilot):
        await until(pilot, lambda: "First steps?" in rows(app))
        await pilot.press(*answer)
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and stage.kept.welcomed)
    async with playing(stage) as (app, pilot):
        assert "First steps?" not in rows(app)
        await pilot.press("f")
        await begin(app, pilot)


async def test_nobody_who_has_begun_a_session_is_asked() -> None:
    async with playing(Stage(kept=Kept())) as (app, _):
        assert "First steps?" not in rows(app)


async def test_every_step_advances_when_its_key_is_used() -> None:
    stage = new()
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await until(pilot, lambda: "First steps?" in rows(app))
        await pilot.press("enter")
        screen = await begin(app, pilot)

        async def at(number: int) -> None:
            await until(pilot, lambda: screen.steps.at == number - 1 and app.screen is screen)

        await pilot.press("f6")
        await pilot.press("f1", "escape")
        await at(1)
        await pilot.press("f2", *"ready", "enter")
        await at(2)
        await pilot.press("f3")
        await at(3)
        await pilot.press("f6")
        await at(4)
        await pilot.press("f9")
        await at(5)
        screen.work.editor.load_text("def double(x):\n    return 2 * x\n")
        await pilot.press("f9")
        await at(6)
        await pilot.press("alt+z", "alt+z")
        await at(7)
        await pilot.press("f1")
        await until(pilot, lambda: "Keys and words" in rows(app))
        await pilot.press("escape")
        await at(8)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("escape")
        await at(9)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_they_are_left_at_once_at_any_time() -> None:
    async with playing(Stage()) as (app, pilot):
        await pilot.press("f")
        await begin(app, pilot)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


@pytest.mark.kernel
async def test_nothing_of_them_counts_in_reviews(tmp_path: Path) -> None:
    here = Places(tmp_path, tmp_path)
    service = RealService(here, Settings())
    engine = await service.start_first_steps()
    assert list(engine.state.questions) == ["first-steps"]
    await service.close()
    await service.look_over()
    assert (await service.past()).lines == ()
    found = await service.overview()
    assert found.open is None and found.new
