"""Pictures of the main screens, narrow and wide, dark and light.

A picture that changed on purpose is taken anew with ``pytest --snapshot-update tests/screen``.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support import scene
from support.code_knows import Knows
from support.screens import playing, rows, shot, until
from support.stage import OVERVIEW, Stage
from syrupy.assertion import SnapshotAssertion
from textual import events
from textual.pilot import Pilot

from hotseat.front.service import Desk, SessionLine
from hotseat.interview import commands as c
from hotseat.tui.screens.debrief import DebriefScreen
from hotseat.tui.screens.interview import InterviewScreen
from hotseat.tui.widgets import editor as editor_module
from hotseat.tui.widgets.editor import CodeEditor

SIZES = [(80, 24), (120, 40)]
LOOKS = ["hotseat-dark", "hotseat-light"]
SESSIONS = (
    SessionLine("a", "Two hours", "interview", "2030-01-03 18:00", 2460),
    SessionLine("b", "Standardise an array", "practice", "2030-01-02 09:12", 640, "finished", "solid"),
    SessionLine("c", "Two hours", "interview", "2030-01-01 09:00", 7100, "finished", "partial"),
    SessionLine("d", "", "interview", "2029-12-24 10:00", 0, fault="The journal's first line is missing."),
)

looks = pytest.mark.parametrize("look", LOOKS)
sizes = pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")


async def sit(pilot: Pilot[int], stage: Stage) -> InterviewScreen:
    """The interview screen at the scene's last moment."""
    app = pilot.app
    engine = await stage.begin(scene.started())
    engine.state = scene.state()
    stage.hand.now = 420.0
    screen = InterviewScreen(engine)
    await app.push_screen(screen)
    await until(pilot, lambda: "11:59" not in rows(app) and bool(screen.query("#code")))
    await until(pilot, lambda: screen.query_one("#code").language == "python")  # type: ignore[attr-defined]
    return screen


@looks
@sizes
async def test_home(picture: SnapshotAssertion, size: tuple[int, int], look: str) -> None:
    overview = replace(OVERVIEW, open=SESSIONS[0], faults=("kmeans.yaml:3:1: unknown field",))
    async with playing(Stage(overview_=overview), size=size, theme=look) as (app, _):
        assert shot(app) == picture


@looks
@sizes
async def test_interview(picture: SnapshotAssertion, size: tuple[int, int], look: str) -> None:
    stage = Stage()
    async with playing(stage, size=size, theme=look) as (app, pilot):
        screen = await sit(pilot, stage)
        assert shot(app) == picture(name="talk")
        await pilot.press("f3")
        screen.query_one("#code").move_cursor((6, 4))  # type: ignore[attr-defined]
        await pilot.pause()
        assert shot(app) == picture(name="code")
        await pilot.press("alt+c")
        await pilot.pause()
        assert shot(app) == picture(name="checks")
        if size == SIZES[0]:
            await pilot.press("alt+o")
            await until(pilot, lambda: "divide" in rows(app))
            assert shot(app) == picture(name="output")
        await pilot.press("alt+l")
        await pilot.pause()
        assert shot(app) == picture(name="habits")


PASTED = "def mean(x):\n    total = 0.0\n    for value in x:\n        total += value\n    return total / len(x)\n"


@looks
@sizes
async def test_the_answer_box(picture: SnapshotAssertion, size: tuple[int, int], look: str) -> None:
    stage = Stage()
    async with playing(stage, size=size, theme=look) as (app, pilot):
        screen = await sit(pilot, stage)
        box = screen.work.answer
        box.insert(
            "First I would look at the spread, because a constant array has none and the division gives no number. " * 8
        )
        box.action_new_line()
        await pilot.pause()
        box.post_message(events.Paste(PASTED))
        await until(pilot, lambda: "return total" in rows(app))
        assert shot(app) == picture(name="grown")
        text = box.text
        box.load_text("")
        screen.do(c.Say(f"Like this:\n{text[text.index('```') :]}and the sum is *stable* enough."))
        await until(pilot, lambda: "stable" in rows(app))
        await pilot.pause()
        assert shot(app) == picture(name="code")
        await pilot.press("alt+up", "alt+up")
        await until(pilot, lambda: "Amending what you said" in rows(app))
        assert shot(app) == picture(name="amending")
        box.put_back("My mistake: a constant array has no spread, so I return zeros for it.")
        await pilot.press("enter")
        await until(pilot, lambda: "amended" in rows(app))
        app.clear_notifications()
        await pilot.pause()
        assert shot(app) == picture(name="amended")


@looks
@sizes
async def test_debrief(picture: SnapshotAssertion, size: tuple[int, int], look: str) -> None:
    async with playing(Stage(), size=size, theme=look) as (app, pilot):
        await app.push_screen(DebriefScreen(scene.ended()))
        await until(pilot, lambda: "Left before the end" in rows(app))
        assert shot(app) == picture(name="overall")
        await pilot.press(*["down"] * 2)
        await pilot.pause()
        assert shot(app) == picture(name="coding")
        await pilot.press(*["down"] * 6)
        await pilot.pause()
        assert shot(app) == picture(name="question")


@looks
@sizes
async def test_review(picture: SnapshotAssertion, size: tuple[int, int], look: str) -> None:
    async with playing(Stage(sessions_=SESSIONS), size=size, theme=look) as (app, pilot):
        await pilot.press("r")
        await until(pilot, lambda: "Standardise" in rows(app))
        assert shot(app) == picture


async def test_help_and_the_guard_before_leaving(picture: SnapshotAssertion) -> None:
    stage = Stage()
    async with playing(stage) as (app, pilot):
        await sit(pilot, stage)
        await pilot.press("f1")
        await until(pilot, lambda: "Keys and words" in rows(app))
        assert shot(app) == picture(name="help")
        await pilot.press("escape", "ctrl+q")
        await until(pilot, lambda: "Leave the interview?" in rows(app))
        assert shot(app) == picture(name="leave")


@looks
@sizes
async def test_what_lies_over_the_code(
    picture: SnapshotAssertion, size: tuple[int, int], look: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A pause in typing must not fall between two pictures.
    monkeypatch.setattr(editor_module, "PAUSE", 60.0)
    monkeypatch.setattr(editor_module, "LONGEST", 60.0)
    stage = Stage(desk_=Desk(tmp_path, Knows()))
    async with playing(stage, size=size, theme=look) as (app, pilot):
        screen = await sit(pilot, stage)
        editor = screen.query_one(CodeEditor)
        editor.load("# %% imports\nimport numpy as np\n\n# %% the mean of an odd case: 数値 🙂\nrows = 3\n")
        await pilot.press("f3")
        editor.move_cursor((4, 8))
        await until(pilot, lambda: editor.has_focus and editor.language == "python")
        await pilot.press("enter", *"np.")
        await until(pilot, lambda: "median" in rows(app))
        assert shot(app) == picture(name="names")
        await pilot.press(*"mean", "(")
        await until(pilot, lambda: "mean(a, axis=None)" in rows(app))
        assert shot(app) == picture(name="call")
        await pilot.press("escape", "ctrl+f", *"np")
        await until(pilot, lambda: "of 2" in rows(app))
        assert shot(app) == picture(name="find")
