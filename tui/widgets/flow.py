"""Markdown laid out once for a width, as one selectable piece of content.

A live Markdown widget is a tree of dozens of widgets; a conversation of hundreds of them takes seconds for a
key. A finished message does not change, so Rich lays it out once and the result is kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from pygments.token import Token
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement
from rich.style import Style
from rich.syntax import ANSISyntaxTheme, Syntax
from textual.content import Content

from hotseat import harmless
from hotseat.tui.theme import PALETTES, Palette
from hotseat.tui.widgets.plain_flow import laid_out


class _Code(ANSISyntaxTheme):
    """Code inside a message, in the colours of the editor."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(
            {
                Token: Style(color=palette.text),
                Token.Keyword: Style(color=palette.violet),
                Token.Operator.Word: Style(color=palette.violet),
                Token.Name.Function: Style(color=palette.sky),
                Token.Name.Class: Style(color=palette.teal),
                Token.Name.Builtin: Style(color=palette.teal),
                Token.Literal.Number: Style(color=palette.warn),
                Token.Literal.String: Style(color=palette.good),
                Token.Comment: Style(color=palette.muted, italic=True),
            }
        )
        self._background_style = Style(bgcolor=palette.raised)


_CODE = {name: _Code(palette) for name, palette in PALETTES.items()}


class _Heading(Heading):
    LEVEL_ALIGN: ClassVar = dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "left")


class _Block(CodeBlock):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        theme = _CODE[self.theme]
        yield Syntax(str(self.text).rstrip(), self.lexer_name, theme=theme, word_wrap=True, padding=(0, 1))


class _Prose(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _Heading,
        "fence": _Block,
        "code_block": _Block,
    }


@lru_cache(maxsize=1024)
def flow(source: str, width: int, palette: str) -> Content:
    """Markdown from outside, laid out for ``width`` cells in the colours of the palette with this name."""
    prose = _Prose(harmless.plain(source), code_theme=palette, hyperlinks=False)
    return laid_out(prose, width, palette)


@lru_cache(maxsize=256)
def code_flow(source: str, language: str, width: int, palette: str) -> Content:
    """Code from outside with its indentation; a line that is too long is broken where the width ends."""
    theme = _CODE[palette]
    block = Syntax(harmless.plain(source).rstrip(), language, theme=theme, word_wrap=True, padding=(0, 1))
    return laid_out(block, width, palette)
