"""Text laid out once for a width: paragraphs of Markdown and lines of our own, in one cheap selectable widget."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Static

from hotseat import harmless
from hotseat.question_bank.code_blocks import split
from hotseat.tui.theme import palette_of
from hotseat.tui.widgets.plain_flow import plain_flow, prose_flow


class Markdown(NamedTuple):
    """A part in Markdown, from outside."""

    source: str


class Typed(NamedTuple):
    """A part from outside that is shown as it was typed, line breaks kept."""

    text: str


class Code(NamedTuple):
    """A part from outside that is code, indentation kept, in the colours of its language."""

    source: str
    language: str


class Hanging(NamedTuple):
    """A part whose later rows stand under the first one's text, as in a list."""

    head: Content
    """What stands before the text, as wide as the indent."""
    text: Content


class Beside(NamedTuple):
    """Two parts beside one another where there is room, and else the second one below the first, set in."""

    left: Content | Hanging
    right: Content


Part = Content | Markdown | Typed | Code | Hanging | Beside
ROOM = 84
"""Columns from which on two parts stand beside one another."""


def typed(text: str) -> list[Part]:
    """What a person typed: their words as they stand, and each block of code as code. Nothing else is Markdown."""
    found = split(harmless.plain(text))
    return [Typed(part) if language is None else Code(part, language) for part, language in found] or [Typed("")]


class Prose(Static):
    """Shows parts below one another; laid out again only when the width or the theme changes."""

    def __init__(self, parts: Sequence[Part] = (), *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__("", markup=False, id=id, classes=classes)
        self._parts = tuple(parts)

    def on_mount(self) -> None:
        self.watch(self.app, "theme", self._again, init=False)

    def show(self, parts: Sequence[Part]) -> None:
        """Show these parts in place of the ones before."""
        self._parts = tuple(parts)
        self.refresh(layout=True)

    def _again(self) -> None:
        self.refresh(layout=True)

    def _content(self, width: int) -> Content:
        width, theme = max(width, 8), self.app.current_theme
        palette = palette_of(theme.name, theme.dark).name
        rows: list[Content] = []
        for part in self._parts:
            match part:
                case Markdown(source):
                    rows.append(prose_flow(source, width, palette) or _flow().flow(source, width, palette))
                case Typed(text):
                    rows.append(plain_flow(text, width))
                case Code(source, language):
                    rows.append(_flow().code_flow(source, language, width, palette))
                case Hanging(head, text):
                    rows.extend(_hung(head, text, width))
                case Beside(left, right):
                    rows.extend(_beside(left, right, width))
                case _:
                    rows.extend(part.wrap(width))
        return Content("\n").join(rows)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._content(width).plain.count("\n") + 1

    def render(self) -> Content:
        return self._content(self.content_size.width)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text without the blanks that fill up code blocks."""
        found = super().get_selection(selection)
        return found and ("\n".join(row.rstrip() for row in found[0].split("\n")), found[1])


class Rows(Visual):
    """Lines of our own below one another, some of them hanging, as one entry of a list."""

    def __init__(self, parts: Sequence[Content | Hanging]) -> None:
        self._parts = tuple(parts)

    def _content(self, width: int) -> Content:
        rows: list[Content] = []
        for part in self._parts:
            rows.extend(_laid(part, width))
        return Content("\n").join(rows)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        return self._content(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self._content(max(width, 8)).plain.count("\n") + 1


def _flow() -> ModuleType:
    """Rich's Markdown, which takes long to load and waits for the first text that needs it."""
    return import_module("hotseat.tui.widgets.flow")


def _hung(head: Content, text: Content, width: int) -> list[Content]:
    """The rows of a hanging part. Where the indent leaves too little room, the text goes on from the edge."""
    indent = head.cell_length
    if width - indent < 12:
        return list((head + text).wrap(width))
    first, *rest = text.wrap(width - indent) or [Content("")]
    return [head + first, *(Content(" " * indent) + row for row in rest)]


def _laid(part: Content | Hanging, width: int) -> list[Content]:
    return _hung(part.head, part.text, width) if isinstance(part, Hanging) else list(part.wrap(width))


def _beside(left: Content | Hanging, right: Content, width: int) -> list[Content]:
    """The rows of two parts, each column as wide as the other but for the gap between them."""
    if width < ROOM:
        return [*_laid(left, width), *_hung(Content("    "), right, width)]
    column = width * 11 // 20
    first, second = _laid(left, column - 2), list(right.wrap(width - column))
    rows: list[Content] = []
    for n in range(max(len(first), len(second))):
        row = first[n] if n < len(first) else Content("")
        rows.append(row + Content(" " * (column - row.cell_length)) + (second[n] if n < len(second) else Content("")))
    return rows
