"""Prose without any Markdown but code between backticks, laid out as ``flow`` lays it out, without what that has to load.

Most of what an interviewer says is of this kind, and loading Rich's Markdown takes a tenth of a screen's time.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rich.console import Console, RenderableType
from rich.style import Style
from rich.text import Text
from rich.theme import Theme
from textual.content import Content

from hotseat import harmless
from hotseat.tui.theme import PALETTES, Palette

_MARKDOWN = re.compile(
    r"[*_#>\[\]!|~\\\\<&`]|^\s*(?:[-+]|\d+[.)])(?:\s|$)|^(?:    |\s*\t)|^\s*[-=]+\s*$|  $", re.MULTILINE
)
"""What may mean something in Markdown, in text outside of code."""
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def _styles(palette: Palette) -> Theme:
    strong, quiet = Style(color=palette.ember, bold=True), Style(color=palette.muted)
    return Theme(
        {
            "markdown.h1": strong,
            "markdown.h2": strong,
            "markdown.h3": Style(bold=True),
            "markdown.code": Style(color=palette.teal, bgcolor=palette.raised),
            "markdown.link": Style(color=palette.sky, underline=True),
            "markdown.link_url": Style(color=palette.sky),
            "markdown.item.bullet": Style(color=palette.ember),
            "markdown.item.number": Style(color=palette.ember),
            "markdown.block_quote": quiet,
            "markdown.hr": quiet,
            "markdown.table.border": quiet,
            "markdown.table.header": Style(bold=True),
        },
        inherit=True,
    )


@lru_cache(maxsize=1024)
def prose_flow(source: str, width: int, palette: str) -> Content | None:
    """As ``flow`` lays Markdown out; None where there is more in it than words and code between backticks."""
    text = harmless.plain(source)
    if _MARKDOWN.search(_CODE.sub("", text)):
        return None
    rows = [laid_out(_paragraph(part), width, palette) for part in _PARAGRAPHS.split(text.strip())]
    return Content("\n\n").join(rows)


def _paragraph(source: str) -> Text:
    found = Text(justify="left")
    for n, part in enumerate(_CODE.split(source)):
        if n % 2:
            found.append(part[1:-1] if part[0] == part[-1] == " " and part.strip() else part, "markdown.code")
        else:
            found.append(re.sub(r"[ \t]*\n[ \t]*", " ", part))
    return found


def laid_out(renderable: RenderableType, width: int, palette: str) -> Content:
    """Anything that Rich can draw, laid out for ``width`` cells."""
    console = Console(
        width=width,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        theme=_styles(PALETTES[palette]),
    )
    text = Text()
    for row in console.render_lines(renderable, pad=False):
        for segment in row:
            if not segment.control:
                text.append(segment.text, segment.style)
        text.append("\n")
    plain = text.plain
    text.right_crop(len(plain) - len(plain.rstrip("\n")))
    return Content.from_rich_text(text)


@lru_cache(maxsize=1024)
def plain_flow(source: str, width: int) -> Content:
    """Text from outside as it was typed, line breaks kept, wrapped at ``width`` cells."""
    rows = Content(harmless.plain(source)).wrap(width)
    return Content("\n").join(rows)
