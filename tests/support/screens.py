"""What the screen tests look through: the app on its stage, its rows of text, and its picture."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from support.stage import Stage
from textual.app import App
from textual.pilot import Pilot
from textual.widgets._toast import Toast

from hotseat.tui.app import HotseatApp
from hotseat.tui.widgets.answer import AnswerBox
from hotseat.tui.widgets.editor import CodeEditor


def shot(app: App[Any]) -> str:
    """The screen as SVG, without the ids that differ from run to run."""
    return re.sub(r"terminal-\d+", "terminal-0", app.export_screenshot(title="Hotseat", simplify=True))


def rows(app: App[Any]) -> str:
    """The screen as plain rows of text, as they go to the terminal."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def notices(app: App[Any]) -> str:
    """What the notices say, as they stand on the screen, in one row."""
    strips = app.screen._compositor.render_strips()
    found: list[str] = []
    for toast in app.screen.query(Toast):
        region = toast.content_region
        found += [strip.crop(region.x, region.right).text for strip in strips[region.y : region.bottom]]
    return " ".join(" ".join(found).split())


async def until(pilot: Pilot[Any], seen: Callable[[], bool], rounds: int = 200) -> None:
    """Let the app work until something is seen; fails when it never is."""
    for _ in range(rounds):
        await pilot.pause(0.01)
        if seen():
            await pilot.pause()
            return
    raise AssertionError(f"It was never seen. The screen shows:\n{rows(pilot.app)}")


@asynccontextmanager
async def playing(
    stage: Stage, *, size: tuple[int, int] = (80, 24), theme: str = "hotseat-dark"
) -> AsyncIterator[tuple[HotseatApp, Pilot[int]]]:
    """The app at its home screen, its bank looked at."""
    app = HotseatApp(stage, theme=theme)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: any(x in rows(app) for x in ("questions in", "no question", "First steps?")))
        yield app, pilot


async def to_the_question(pilot: Pilot[int]) -> None:
    """Say that one is ready, and wait until the first question is open and its code can be written."""
    box = pilot.app.screen.query_one(AnswerBox)
    box.focus()
    box.load_text("I am ready")
    await pilot.press("enter")
    editor = pilot.app.screen.query_one(CodeEditor)
    await until(pilot, lambda: not editor.read_only and bool(editor.text))
