"""Practising a question of a pack that is not trusted: the person is told what it brings, and decides."""

from __future__ import annotations

import pytest
from support.screens import rows, until
from support.stage import Wary

from hotseat.tui.app import HotseatApp
from hotseat.tui.screens.dialogs import Ask
from hotseat.tui.screens.interview import InterviewScreen

TOLD = (
    "acme holds 1 question in code: 9 files of code, 0.8 kB, digest 4be7f2d6f173.",
    "Its checks run in a sandbox; a starter that you run yourself has your own rights. Trust only what you know the "
    "source of. You are asked again when any of it changes.",
    "Changed since you trusted it: " + "checks/a-question-with-a-rather-long-name-of-its-own.py, " * 2 + "4 more.",
    "It lies in /data/hotseat/packs/a-folder-with-a-rather-long-name/acme",
)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 18)], ids=str)
async def test_the_dialog_tells_all_and_keeps_both_answers_in_sight(size: tuple[int, int]) -> None:
    app = HotseatApp(Wary(told=TOLD))
    async with app.run_test(size=size) as pilot:
        app.practise("double")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.pause()
        shown = rows(app)
        for words in ("This pack brings code", "acme holds 1 question", "Not now"):
            assert words in shown, shown
        assert "Trust this pack and begin" in shown and "esc back" in shown, shown
        assert size == (60, 18) or "own rights" in shown
        for _ in range(6):
            await pilot.press("pagedown")
        await until(pilot, lambda: "/acme" in rows(app))


async def test_not_now_begins_nothing_and_can_be_thought_over() -> None:
    stage = Wary(told=TOLD)
    app = HotseatApp(stage)
    async with app.run_test(size=(80, 24)) as pilot:
        for answer in ("enter", "escape"):
            app.practise("double")
            await until(pilot, lambda: isinstance(app.screen, Ask))
            await pilot.press(answer)
            await until(pilot, lambda: not isinstance(app.screen, Ask))
        assert stage.trusted == [] and stage.engine is None
        app.practise("double")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        assert stage.trusted == ["acme"] and stage.calls.count("asked") == 3


async def test_a_way_in_from_the_command_line_asks_too() -> None:
    stage = Wary(told=TOLD)
    app = HotseatApp(stage, first=lambda: stage.start_practice("double"))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))


async def test_trust_that_cannot_be_kept_is_told_and_nothing_begins() -> None:
    stage = Wary(told=TOLD, fault="That cannot be kept in trust.json: No space left on device.")
    app = HotseatApp(stage)
    async with app.run_test(size=(80, 24)) as pilot:
        app.practise("double")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("down", "enter")
        await until(pilot, lambda: any("No space left" in note.message for note in app._notifications))
        assert stage.engine is None and not isinstance(app.screen, InterviewScreen)
