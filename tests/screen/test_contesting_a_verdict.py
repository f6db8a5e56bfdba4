"""Contesting on screen: by word with a reason, by key with a box that asks for one, and from the debrief."""

from __future__ import annotations

from support import scene
from support.screens import playing, rows, until
from support.stage import Stage

from hotseat.interview import commands as c
from hotseat.tui.screens.debrief import DebriefScreen
from hotseat.tui.screens.interview import InterviewScreen


async def at_the_question(stage: Stage) -> InterviewScreen:
    """A practice of ``double``, past the greeting."""
    engine = await stage.start_practice("double")
    await engine.do(c.Say("ready"))
    return InterviewScreen(engine)


async def judged(stage: Stage) -> None:
    """Wrong code, submitted and judged."""
    assert stage.engine is not None
    await stage.engine.do(c.Edit("def double(x):\n    return x\n"))
    await stage.engine.do(c.Submit())
    await stage.engine.settle()


def contested(stage: Stage) -> list[str]:
    kinds = [r for r in stage.journal.records if r["kind"] == "verdict-contested"]
    return [str(r["data"]["reason"]) for r in kinds]


async def test_the_word_with_a_reason_contests_at_once_and_tells_where_the_case_is() -> None:
    stage = Stage()
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await app.push_screen(await at_the_question(stage))
        await judged(stage)
        await pilot.press("f2", *"/contest zero is fine", "enter")
        await until(pilot, lambda: "The case is double-1.json in" in rows(app) and "/sessions/s1/cases" in rows(app))
        assert contested(stage) == ["zero is fine"]
        await pilot.press("alt+c")
        await until(pilot, lambda: "disputed" in rows(app))


async def test_the_key_asks_for_a_reason_and_escape_goes_back() -> None:
    stage = Stage()
    async with playing(stage) as (app, pilot):
        await app.push_screen(await at_the_question(stage))
        await pilot.press("alt+d")
        await until(pilot, lambda: "There is no verdict on this question" in rows(app))
        await judged(stage)
        await pilot.press("alt+d")
        await until(pilot, lambda: "Contest FAIL on" in rows(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Contest FAIL on" not in rows(app))
        assert contested(stage) == []
        await pilot.press("alt+d")
        await until(pilot, lambda: "Contest FAIL on" in rows(app))
        await pilot.press(*"[/b] mine", "enter")
        await until(pilot, lambda: bool(contested(stage)))
        assert contested(stage) == ["[/b] mine"]
        await pilot.press(*"/contest", "enter")
        await until(pilot, lambda: "contested this verdict already" in rows(app))


async def test_the_debrief_contests_the_question_it_shows_and_marks_what_hangs_on_it() -> None:
    state = scene.ended()
    stage = Stage(states={state.session: state})
    async with playing(stage, size=(120, 40)) as (app, pilot):
        screen = DebriefScreen(state)
        await app.push_screen(screen)
        await until(pilot, lambda: "Left before the end" in rows(app))
        await pilot.press("c")
        await pilot.pause()
        assert app.screen is screen, "only a question in code has a verdict"
        entries = screen.query_one("#entries")
        entries.highlighted = entries.get_option_index("question-zscore")  # type: ignore[attr-defined]
        await until(pilot, lambda: "c Contest" in rows(app))
        await pilot.press("c")
        await until(pilot, lambda: "Contest FAIL on" in rows(app))
        await pilot.press(*"why", "enter")
        await until(pilot, lambda: "You contest this verdict: why" in rows(app))
        assert f"contest {state.session} zscore why" in stage.calls
        assert "cases/zscore.json" in rows(app)
        await pilot.press("c")
        await until(pilot, lambda: "contested this verdict already" in rows(app))
