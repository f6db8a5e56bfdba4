"""After a practice: verdict, own words, model answer and the way to the reference on one page, and again in one key."""

from __future__ import annotations

from support.screens import playing, rows, until
from support.stage import Stage

from hotseat.front.service import ReferenceLine
from hotseat.interview import commands as c
from hotseat.tui.screens.after_practice import AfterPracticeScreen
from hotseat.tui.screens.debrief import DebriefScreen
from hotseat.tui.screens.interview import InterviewScreen


async def test_a_practice_ends_on_one_page_and_begins_again_in_one_key() -> None:
    stage = Stage(references={"double": ReferenceLine("def double(x):\n    return 2 * x\n")})
    async with playing(stage, size=(120, 40)) as (app, pilot):
        engine = await stage.start_practice("double")
        await engine.do(c.Say("ready"))
        await app.push_screen(InterviewScreen(engine))
        await engine.do(c.Edit("def double(x):\n    return x + x\n\n\n# %%\nprint(double(2))\n"))
        await engine.do(c.Submit())
        await engine.settle()
        await engine.do(c.Leave())
        await until(pilot, lambda: "Debrief" in rows(app).split("\n")[-1])
        assert "Submit" not in rows(app).split("\n")[-1], "what cannot be done any more is not offered"
        assert "opens the debrief" in rows(app)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, AfterPracticeScreen))
        await until(pilot, lambda: "From your code to the reference" in rows(app))
        shown = rows(app)
        for part in ("FAIL", "zero stays zero", "-     return x + x", "+     return 2 * x"):
            assert part in shown, part
        assert "print(double(2))" not in shown, "what is no part of the answer is not compared"
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, AfterPracticeScreen))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen) and not app.screen.state.ended)
        assert app.screen.state.mode == "practice" and "double" in app.screen.state.questions  # type: ignore[attr-defined]
