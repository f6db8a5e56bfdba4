"""The looks: ours can be read wherever the style sheet puts text, Textual's own all draw, and motion can be switched off."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import pytest
from support.screens import notices, playing, rows, until
from support.stage import Stage
from textual.color import Color
from textual.theme import BUILTIN_THEMES
from textual.widget import Widget

import hotseat.tui
from hotseat.cli.settings import read_settings
from hotseat.front.lines import Moment
from hotseat.front.service import Service
from hotseat.tui.app import HotseatApp
from hotseat.tui.screens.home import HomeScreen
from hotseat.tui.screens.interview import InterviewScreen
from hotseat.tui.theme import PALETTES, contrast
from hotseat.tui.widgets.clockbar import ClockBar

TEXT, LINE = 4.5, 3.0
"""What WCAG 2 asks of text and of the borders of what is used (AA)."""
OURS = sorted(PALETTES)


def _ratio(ink: Color, ground: Color) -> float:
    return contrast((ground + ink).hex6, ground.hex6)


def _pairs(screen: InterviewScreen | HomeScreen) -> list[tuple[str, float, float]]:
    """Each pair of colours that the style sheet gives the widgets in sight: what it is, its contrast, and what it must be."""
    found: list[tuple[str, float, float]] = []
    for widget in screen.walk_children(Widget):
        if not widget.is_on_screen:
            continue
        name = widget.css_identifier
        found.append((f"{name} text", _ratio(widget.colors[3], widget.colors[2]), TEXT))
        for side, (kind, colour) in zip(["top", "right", "bottom", "left"], widget.styles.border, strict=True):
            if kind in ("round", "heavy", "solid", "outer"):
                found.append((f"{name} {side} border", _ratio(colour, widget.colors[2]), LINE))
        for title, ink in (
            ("title", widget.styles.border_title_color),
            ("subtitle", widget.styles.border_subtitle_color),
        ):
            if getattr(widget, f"border_{title}"):
                found.append((f"{name} border {title}", _ratio(ink, widget.colors[2]), TEXT))
    return found


@pytest.mark.parametrize("look", OURS)
async def test_every_pair_of_colours_in_use_can_be_told_apart(look: str) -> None:
    async with playing(Stage(), size=(120, 40), theme=look) as (app, pilot):
        assert isinstance(app.screen, HomeScreen)
        found = _pairs(app.screen)
        app.practise("double")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen) and "Your answer" in rows(app))
        for key in ("f3", "alt+o", "alt+c", "alt+l", "f2"):
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, InterviewScreen)
            found += _pairs(app.screen)
        assert len(found) > 100
        assert [pair for pair in found if pair[1] < pair[2]] == []


@pytest.mark.parametrize("look", OURS)
def test_lines_at_rest_stand_out_from_every_ground_they_lie_on(look: str) -> None:
    palette = PALETTES[look]
    assert (
        min(contrast(palette.line, ground) for ground in (palette.background, palette.surface, palette.raised)) >= LINE
    )


@pytest.mark.parametrize("look", sorted(BUILTIN_THEMES))
async def test_each_of_textuals_looks_draws_the_interview(look: str) -> None:
    async with playing(Stage(), size=(120, 40), theme=look) as (app, pilot):
        assert app.theme == look
        app.practise("double")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen) and "Your answer" in rows(app))
        assert "┏" in rows(app) and "kernel ready" in rows(app) and "left" in rows(app)


def test_the_style_sheet_takes_every_colour_from_the_theme() -> None:
    sheet = Path(hotseat.tui.__file__).with_name("hotseat.tcss").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:color|background|background-tint): ([^$;][^;]*);", sheet))
    assert named <= {"transparent"}


@pytest.mark.parametrize("kernel", ["ready", "busy", "dead", "starting", "stopped"])
async def test_what_the_kernel_does_is_told_in_a_word_and_a_sign_of_its_own(kernel: str) -> None:
    async with playing(Stage(), size=(120, 40)) as (app, pilot):
        bar = ClockBar()
        await app.screen.mount(bar)
        bar.moment = Moment(kernel=kernel, total_left=60.0)
        await until(pilot, lambda: "kernel" in rows(app))
        told = {"stopped": "○ kernel off", "ready": "● kernel ready", "busy": "◆ kernel busy"}
        told |= {"dead": "✗ kernel dead", "starting": "◌ kernel starting"}
        assert told[kernel] in rows(app)


def test_motion_is_switched_off_by_the_settings_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    assert read_settings(file)[0].motion
    file.write_text("motion = false\n", encoding="utf-8")
    assert read_settings(file) == (read_settings(file)[0], ())
    assert not read_settings(file)[0].motion
    assert HotseatApp(cast("Service", Stage()), motion=False).animation_level == "none"
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    assert HotseatApp(cast("Service", Stage())).animation_level == "none"


async def test_a_theme_has_a_short_name_and_one_that_is_not_there_is_told() -> None:
    async with playing(Stage(), theme="light") as (app, _):
        assert app.theme == "hotseat-light" and not notices(app)
    async with playing(Stage(), theme="purple") as (app, pilot):
        await until(pilot, lambda: "There is no theme 'purple'" in notices(app))
        assert app.theme == "hotseat-dark"
