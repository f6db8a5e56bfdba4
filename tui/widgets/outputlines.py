"""How one line of a cell's output is painted: its colours, its signs, and where it folds."""

from __future__ import annotations

from functools import lru_cache
from io import StringIO

from rich.style import Style
from rich.text import Text
from textual.content import Content

from hotseat import harmless
from hotseat.tui import safe
from hotseat.tui.theme import PALETTES, Palette
from hotseat.tui.widgets.scrollback import ONE_ROW, Kind, Line

MARKDOWN_COLUMNS, MOST_MARKDOWN = 100, 20_000
"""Columns that Markdown is laid out in at most, and the characters of it from which on it is shown as it was typed."""
SIGNS = {
    "running": "●",
    "waiting": "◌",
    "finished": "✓",
    "failed": "✗",
    "interrupted": "■",
    "timed-out": "■",
    "died": "‼",
    "killed-for-memory": "‼",
    "end-missed": "?",
    "not-run": "–",
}
"""The sign before a run's header, beside the word that says the same."""


def as_ansi(text: str, width: int) -> str:
    """Markdown as rows of text with terminal colours; as it was typed where it is very long."""
    if len(text) > MOST_MARKDOWN:
        return text
    from rich.console import Console
    from rich.markdown import Markdown

    out = StringIO()
    console = Console(
        file=out, width=max(width, 20), force_terminal=True, color_system="standard", legacy_windows=False
    )
    try:
        console.print(Markdown(text, hyperlinks=False, code_theme="ansi_dark"))
    except Exception:  # what a cell shows need not be Markdown that can be laid out
        return text
    return "\n".join(row.rstrip() for row in out.getvalue().split("\n")).strip("\n")


def header(status: str, title: str) -> str:
    words = f" · {status}" if status in ("running", "waiting") else ""
    return f"{SIGNS.get(status, '●')} {harmless.line(title)}{words}"


def ground_of(kind: Kind, palette: Palette) -> Style:
    return Style(bgcolor=palette.raised, bold=True) if kind == "header" else Style()


@lru_cache(2048)
def styled(line: Line, palette_name: str) -> Text:
    palette = PALETTES[palette_name]
    base = {
        "header": Style(color=palette.text, bold=True),
        "stdout": Style(color=palette.text),
        "stderr": Style(color=palette.warn),
        "result": Style(color=palette.sky),
        "error": Style(color=palette.text),
        "notice": Style(color=palette.muted, italic=True),
        "about": Style(color=palette.muted),
        "item": Style(color=palette.ember),
        "fold": Style(color=palette.muted, italic=True),
        "table": Style(color=palette.text),
        "table-head": Style(color=palette.sky, bold=True),
        "picture": Style(color=palette.muted),
    }[line.kind]
    text = safe.ansi(line.text, palette.terminal())
    if line.kind == "header":
        sign = {"✓": palette.good, "✗": palette.bad, "‼": palette.bad, "■": palette.warn}
        text.stylize(Style(color=sign.get(line.text[:1], palette.ember)), 0, 1)
    text.expand_tabs(8)
    text.stylize_before(base)
    text.end = ""
    return text


def fold_of(text: Text, width: int, fold: int, kind: Kind) -> tuple[int, Text]:
    """The part of a line that one row shows, and the number of characters before it."""
    if kind in ONE_ROW:
        part = text.copy()
        part.truncate(width, overflow="ellipsis")
        return 0, part
    if text.cell_len == len(text):
        return fold * width, text[fold * width : (fold + 1) * width]
    rows = Content(text.plain).fold(width)
    before = sum(len(row) for row in rows[:fold])
    return before, text[before : before + len(rows[fold])] if fold < len(rows) else Text("")
