"""The list of questions is narrowed by typing, and says so when nothing is left of it."""

from __future__ import annotations

from support.screens import playing, rows, until
from support.stage import Stage

from hotseat.tui.screens.pick import NONE_FITS, PickScreen


async def test_words_that_nothing_fits_leave_a_sentence_and_not_an_empty_box() -> None:
    async with playing(Stage()) as (app, pilot):
        app.open_pick()
        await until(pilot, lambda: isinstance(app.screen, PickScreen) and "Double" in rows(app))
        await pilot.press(*"zzzz")
        await until(pilot, lambda: NONE_FITS in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: rows(app).count("No question fits") == 2)
        await pilot.press(*["backspace"] * 4)
        await until(pilot, lambda: "Double" in rows(app) and "What is due" in rows(app))
