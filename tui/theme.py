"""Hotseat's own look, dark and light: warm paper and ink, one ember for what is active, a cool blue for the
other person.

One palette feeds the widgets, the editor, Markdown and terminal colours, so that they agree. Every pair of
colours that carries text is listed in :data:`TEXT_PAIRS`, and a test holds each to the contrast that WCAG 2
asks of body text (AA, 4.5 to 1). Colour is never the only signal: a word or a sign says the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.theme import Theme

from hotseat.frozen import frozen

if TYPE_CHECKING:
    from textual.widgets.text_area import TextAreaTheme


@frozen
class Palette:
    """The colours of one look, as ``#rrggbb``."""

    name: str
    dark: bool
    background: str
    """Behind everything."""
    surface: str
    """Behind what is written in: editor, answer box, output."""
    raised: str
    """Bars, code blocks, the current line."""
    selection: str
    """Behind selected text and the chosen row of a list."""
    line: str
    """Borders at rest and scroll bars; never carries text."""
    text: str
    muted: str
    """Second-rank text: times, hints, comments."""
    ember: str
    """What is active: focus, keys, headings, the interviewer's name."""
    sky: str
    """The other voice: the candidate's name, links, strings of the interface."""
    good: str
    bad: str
    warn: str
    violet: str
    """Keywords in code."""
    teal: str
    """Types and built-ins in code."""

    @property
    def on_ember(self) -> str:
        """Text on an ember ground."""
        return self.background

    def text_area(self) -> TextAreaTheme:
        """The editor's theme: its syntax colours and the marks of the current line."""
        # The text area is a heavy import, and the home screen has none.
        from textual.widgets.text_area import TextAreaTheme

        groups = (
            (
                Style(color=self.violet),
                "keyword keyword.function keyword.return keyword.operator repeat exception",
            ),
            (Style(color=self.violet), "include conditional preproc"),
            (Style(color=self.sky), "function function.call function.builtin method method.call"),
            (Style(color=self.warn), "number float boolean constant constant.builtin attribute"),
            (Style(color=self.teal), "type type.builtin type.class type.definition constructor"),
            (Style(color=self.teal, italic=True), "variable.builtin attribute.builtin"),
            (Style(color=self.good), "string string.documentation string.escape"),
            (
                Style(color=self.text),
                "operator punctuation.bracket punctuation.delimiter punctuation.special",
            ),
            (Style(color=self.text), "variable parameter field"),
            (Style(color=self.muted, italic=True), "comment"),
            (Style(color=self.bad, underline=True), "error"),
        )
        return TextAreaTheme(
            name=self.name,
            base_style=Style(color=self.text, bgcolor=self.surface),
            gutter_style=Style(color=self.muted, bgcolor=self.surface),
            cursor_style=Style(color=self.surface, bgcolor=self.text),
            cursor_line_style=Style(bgcolor=self.raised),
            cursor_line_gutter_style=Style(color=self.ember, bgcolor=self.raised, bold=True),
            bracket_matching_style=Style(bgcolor=self.selection, bold=True, underline=True),
            selection_style=Style(bgcolor=self.selection),
            syntax_styles={name: style for style, names in groups for name in names.split()},
        )

    def terminal(self) -> TerminalTheme:
        """What the sixteen terminal colours of a program's output look like on our surface."""
        normal = [self.muted, self.bad, self.good, self.warn, self.sky, self.violet, self.teal, self.text]
        return TerminalTheme(_rgb(self.surface), _rgb(self.text), [_rgb(c) for c in normal], [_rgb(c) for c in normal])

    def theme(self) -> Theme:
        """The palette as Textual's theme."""
        return Theme(
            name=self.name,
            dark=self.dark,
            primary=self.ember,
            secondary=self.sky,
            accent=self.ember,
            warning=self.warn,
            error=self.bad,
            success=self.good,
            foreground=self.text,
            background=self.background,
            surface=self.surface,
            panel=self.raised,
            boost=self.raised,
            variables={
                "text": self.text,
                "text-muted": self.muted,
                "text-disabled": self.muted,
                "foreground-muted": self.muted,
                "foreground-disabled": self.muted,
                "border": self.ember,
                "border-blurred": self.line,
                "surface-active": self.raised,
                "scrollbar": self.line,
                "scrollbar-hover": self.muted,
                "scrollbar-active": self.ember,
                "scrollbar-background": self.background,
                "scrollbar-background-hover": self.background,
                "scrollbar-background-active": self.background,
                "block-cursor-foreground": self.text,
                "block-cursor-background": self.selection,
                "block-cursor-blurred-foreground": self.text,
                "block-cursor-blurred-background": self.raised,
                "block-hover-background": self.raised,
                "input-selection-background": self.selection,
                "input-selection-foreground": self.text,
                "input-cursor-background": self.text,
                "input-cursor-foreground": self.surface,
                "button-color-foreground": self.on_ember,
                "link-color": self.sky,
                "link-color-hover": self.text,
                "link-background-hover": self.selection,
                "footer-background": self.raised,
                "footer-foreground": self.muted,
                "footer-description-foreground": self.text,
                "footer-key-foreground": self.ember,
                "screen-selection-background": self.selection,
                "screen-selection-foreground": self.text,
                "muted": self.muted,
                "raised": self.raised,
                "selection": self.selection,
                "line": self.line,
                "sky": self.sky,
                "on-ember": self.on_ember,
            },
        )


DARK = Palette(
    name="hotseat-dark",
    dark=True,
    background="#15161a",
    surface="#1b1c21",
    raised="#26272e",
    selection="#3b3229",
    line="#74757f",
    text="#e9e4da",
    muted="#a49f96",
    ember="#f3a45c",
    sky="#86bfe0",
    good="#9ccb86",
    bad="#f58f80",
    warn="#e8c56f",
    violet="#c9a6e6",
    teal="#74cbbb",
)
LIGHT = Palette(
    name="hotseat-light",
    dark=False,
    background="#f4efe4",
    surface="#fbf8f1",
    raised="#e9e2d3",
    selection="#f3d9bb",
    line="#807662",
    text="#2a2620",
    muted="#5f584c",
    ember="#8f400a",
    sky="#1c5478",
    good="#2c5f22",
    bad="#9c2318",
    warn="#6b4e00",
    violet="#6a3492",
    teal="#0d5c52",
)
PALETTES = {p.name: p for p in (DARK, LIGHT)}

GROUNDS = ("background", "surface", "raised", "selection")
INKS = ("text", "muted", "ember", "sky", "good", "bad", "warn")
CODE_INKS = ("violet", "teal")
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in INKS for ground in GROUNDS),
    *((ink, ground) for ink in CODE_INKS for ground in ("surface", "raised", "selection")),
    ("on_ember", "ember"),
    ("surface", "text"),
)
"""Every pair (ink, ground) of palette fields in which text is shown."""


def palette_of(theme_name: str, dark: bool = True) -> Palette:
    """The palette of one of our themes; for any other theme, ours that is as dark or as light."""
    return PALETTES.get(theme_name, DARK if dark else LIGHT)


def contrast(ink: str, ground: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, from 1 to 21; the formula is WCAG 2.2's "contrast ratio"."""
    one, two = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (one + 0.05) / (two + 0.05)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _rgb(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
