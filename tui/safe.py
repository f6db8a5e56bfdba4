"""The net at the screen's edge: whatever slips past the rooms below, no control sequence goes out.

Text from outside is made harmless where it comes in (``hotseat.harmless``) and shown as :class:`Content`,
never as markup. :class:`Net` is the last line behind that: a filter over every painted segment.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from rich.terminal_theme import TerminalTheme
from rich.text import Text
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from hotseat import harmless

_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
"""C0 and C1 controls, marks that change the reading order or are not seen, and lone surrogates."""


@lru_cache(4096)
def caught(text: str) -> str:
    """The text with every control or reading-order sign replaced by U+FFFD, once a cell it counted for.

    Most count for none, so that they vanish and the layout stays.
    """
    return _FORBIDDEN.sub(lambda found: "\ufffd" * cell_len(found[0]), text)


class Net(LineFilter):
    """Replaces control characters in every segment on its way to the terminal, and drops control segments."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, harmless; the same list where nothing was to be done."""
        if not any(s.control or _FORBIDDEN.search(s.text) for s in segments):
            return segments
        return [Segment(caught(s.text), s.style) for s in segments if not s.control]


def said(text: str, style: str = "") -> Content:
    """Text from outside as content: harmless, and never read as markup."""
    clean = harmless.plain(text)
    return Content.styled(clean, style) if style else Content(clean)


def line(text: str, width: int = 200, style: str = "") -> Content:
    """One harmless line of text from outside, cut at ``width`` characters."""
    clean = harmless.line(text, width)
    return Content.styled(clean, style) if style else Content(clean)


def column(text: str, width: int, style: str = "") -> Content:
    """One harmless line of text from outside, cut or filled up to ``width`` cells; the last one stays blank."""
    clean = Content(harmless.line(text, width)).truncate(width - 1, ellipsis=True, pad=True)
    return (clean.stylize(style) if style else clean) + Content(" ")


def painted(text: str, theme: TerminalTheme | None = None) -> Content:
    """Program output with its terminal colours kept as styles, and every other control sequence gone."""
    return Content.from_rich_text(ansi(text, theme))


def ansi(text: str, theme: TerminalTheme | None = None) -> Text:
    """Like :func:`painted`, as Rich text; the sixteen named colours are those of ``theme``, if given."""
    rich = Text.from_ansi(harmless.coloured(text))
    if _FORBIDDEN.search(rich.plain.replace("\n", "").replace("\t", "")):
        rich = Text(harmless.plain(rich.plain))
    return rich if theme is None else _themed(rich, theme)


def _themed(text: Text, theme: TerminalTheme) -> Text:
    from rich.color import Color as RichColor
    from rich.color import ColorType
    from rich.style import Style

    def real(colour: RichColor | None, foreground: bool) -> RichColor | None:
        if colour is None or colour.type is not ColorType.STANDARD:
            return colour
        return RichColor.from_triplet(colour.get_truecolor(theme, foreground))

    out = Text(text.plain, end="")
    for start, end, style in text.spans:
        if isinstance(style, Style):
            swap = Style(color=real(style.color, True), bgcolor=real(style.bgcolor, False))
            out.stylize(style.without_color + swap, start, end)
    return out
