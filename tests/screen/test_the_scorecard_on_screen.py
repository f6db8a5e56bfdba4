"""The scorecard on screen: enter on a line goes to its moment, a line is contested and taken back, and its moment is read."""

from __future__ import annotations

from typing import Any

from support import scene
from support.screens import playing, rows, until
from support.stage import Stage
from textual.pilot import Pilot

from hotseat.interview.commands import ContestLine
from hotseat.interview.scoring import debrief
from hotseat.tui.app import HotseatApp
from hotseat.tui.screens.debrief import DebriefScreen
from hotseat.tui.widgets.conversation import Conversation
from hotseat.tui.widgets.evidence import Evidence


def stage() -> Stage:
    state = scene.ended()
    return Stage(states={state.session: state})


async def at_a_line(app: HotseatApp, pilot: Pilot[Any], on: Stage, size: str = "") -> DebriefScreen:
    """The debrief with the cursor on the first line of a competency that was seen."""
    state = scene.ended()
    seen = next(s for s in debrief(state).competencies if s.lines)
    screen = DebriefScreen(state)
    await app.push_screen(screen)
    await until(pilot, lambda: "Left before the end" in rows(app))
    entries = screen.query_one("#entries")
    entries.highlighted = entries.get_option_index(f"score-{seen.id}")  # type: ignore[attr-defined]
    await until(pilot, lambda: "event" in rows(app))
    await pilot.press("tab")
    await until(pilot, lambda: screen.query_one(Evidence).has_focus)
    return screen


async def test_a_line_is_contested_with_a_reason_kept_beside_the_score_and_taken_back() -> None:
    on = stage()
    async with playing(on, size=(120, 40)) as (app, pilot):
        screen = await at_a_line(app, pilot, on)
        line = screen.query_one(Evidence).line
        assert line is not None and "c Contest" in rows(app)
        await pilot.press("c")
        await until(pilot, lambda: "What is wrong with this line?" in rows(app))
        await pilot.press(*"[b] I said it", "enter")
        await until(pilot, lambda: "You contest this: [b] I said it" in rows(app))
        assert screen.query_one(Evidence).line is not None, "the line stays chosen"
        await pilot.press("c")
        await until(pilot, lambda: "Take it back" in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: "You contest this" not in rows(app))
        said = [(w.line, w.reason) for w in on.looked_back if isinstance(w, ContestLine)]
        assert said == [(line.name, "[b] I said it"), (line.name, "")]


async def test_enter_on_a_line_goes_to_its_moment() -> None:
    on = stage()
    asked: list[tuple[str, int | None]] = []
    async with playing(on) as (app, pilot):
        app.show_moment = lambda session, seq=None: asked.append((session, seq))  # type: ignore[method-assign]
        screen = await at_a_line(app, pilot, on)
        line = screen.query_one(Evidence).line
        await pilot.press("enter")
        await until(pilot, lambda: bool(asked))
        assert line is not None and asked == [(scene.ended().session, line.moment)]


async def test_the_moment_of_a_line_is_read_in_the_transcript_and_one_comes_back_to_the_line() -> None:
    on = stage()
    async with playing(on) as (app, pilot):
        screen = await at_a_line(app, pilot, on)
        await pilot.press("t")
        await until(pilot, lambda: bool(screen.query(".reached")))
        assert screen.query_one(Conversation).has_focus
        await pilot.press("escape")
        await until(pilot, lambda: screen.query_one(Evidence).has_focus)
        assert screen.query_one(Evidence).line is not None
