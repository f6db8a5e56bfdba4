"""The look: every pair of colours that carries text can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import hotseat.tui
from hotseat.tui.theme import DARK, LIGHT, PALETTES, TEXT_PAIRS, Palette, contrast, palette_of

AA = 4.5


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=lambda p: p.name)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read_on_its_ground(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= AA


def test_the_contrast_of_black_and_white_is_the_standards_largest() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#777777") == pytest.approx(1.0)
    # A value that WCAG's own examples give for mid grey on white.
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=lambda p: p.name)
def test_code_and_output_use_only_colours_that_were_checked(palette: Palette) -> None:
    inks = {getattr(palette, ink) for ink, _ in TEXT_PAIRS}
    theme = palette.text_area()
    assert {s.color.name for s in theme.syntax_styles.values() if s.color} <= inks
    terminal = palette.terminal()
    assert all(contrast(c.hex, palette.surface) >= AA for c in (terminal.ansi_colors[i] for i in range(16)))


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=lambda p: p.name)
def test_textual_takes_our_text_colours_as_they_are(palette: Palette) -> None:
    colours = palette.theme().to_color_system().generate()
    assert colours["text-muted"] == palette.muted
    assert colours["footer-key-foreground"] == palette.ember
    assert colours["block-cursor-background"] == palette.selection


def test_the_style_sheet_names_no_colour_of_its_own() -> None:
    sheet = Path(hotseat.tui.__file__).with_name("hotseat.tcss").read_text(encoding="utf-8")
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\s*;|\brgb\(|\bhsl\(", sheet)


def test_any_other_theme_borrows_the_palette_that_is_as_dark() -> None:
    assert palette_of("nord", dark=True) is DARK
    assert palette_of("solarized-light", dark=False) is LIGHT
    assert palette_of(LIGHT.name) is PALETTES[LIGHT.name]
