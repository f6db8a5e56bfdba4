"""Markdown and code as HTML that holds nothing but text: no raw HTML, no link to follow, no picture to fetch.

What a link leads to stands behind it in brackets, as text; of a picture its words are told.
"""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from hotseat.review.export import visible

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LONGEST_PAINTED = 60_000
"""Characters of code up to which it is painted by what its words are; longer code is shown in one colour."""
LONGEST_PROSE = 50_000
"""Characters of Markdown up to which it is laid out; what is longer is shown as it is typed."""
LONGEST_COMPARED = 4_000
"""Lines of code up to which two versions are held side by side."""


def prose(source: str) -> Markup:
    """Markdown as HTML."""
    source = visible.text(source)
    if len(source) > LONGEST_PROSE:
        return typed(source)
    return Markup(_parser().render(source))


def typed(source: str) -> Markup:
    """A text as it was typed: line breaks and blanks count, nothing else does."""
    return Markup('<p class="typed">{}</p>').format(visible.text(source).strip("\n"))


def code(source: str, language: str = "python") -> Markup:
    """Code in a block, painted by what its words are."""
    return Markup('<pre class="code" tabindex="0"><code>{}</code></pre>').format(_painted(source, language))


def printed(source: str, kind: str = "") -> Markup:
    """What a program has printed, in a block of its own."""
    return Markup('<pre class="printed {}" tabindex="0">{}</pre>').format(kind, visible.printed(source).rstrip("\n"))


def changes(before: str, after: str) -> Markup:
    """What changed between two versions of code, line by line; empty where nothing did, or they are too long."""
    old, new = (visible.text(text).rstrip("\n").split("\n") for text in (before, after))
    if old == new or max(len(old), len(new)) > LONGEST_COMPARED:
        return Markup("")
    rows: list[Markup] = []
    for row in list(difflib.unified_diff(old, new, n=2, lineterm=""))[2:]:
        sign, rest = row[:1], row[1:]
        match sign:
            case "+":
                rows.append(Markup('<ins><span class="sign">+ </span>{}</ins>').format(rest))
            case "-":
                rows.append(Markup('<del><span class="sign">- </span>{}</del>').format(rest))
            case "@" if re.match(r"@@ -[01]\b", row):
                pass
            case "@":
                rows.append(Markup('<span class="gap">…</span>'))
            case _:
                rows.append(Markup("<span>  {}</span>").format(rest))
    return Markup('<pre class="diff" tabindex="0">{}</pre>').format(Markup("\n").join(rows))


def _painted(source: str, language: str) -> Markup:
    source = visible.text(source).rstrip("\n")
    if len(source) > LONGEST_PAINTED:
        return escape(source)
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer, SqlLexer

    lexer: Any = {"python": PythonLexer, "py": PythonLexer, "sql": SqlLexer}.get(language)
    if lexer is None:
        return escape(source)
    painted: str = highlight(source, lexer(stripnl=False), HtmlFormatter(nowrap=True))
    return Markup(painted.rstrip("\n"))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.disable(["html_block", "html_inline"])
    for name, rule in _RULES.items():
        parser.add_render_rule(name, rule)
    return parser


def _fence(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    return str(code(token.content, (token.info.split() or [""])[0].lower()))


def _link_open(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return '<span class="link">'


def _link_close(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    depth = 0
    for at in range(index - 1, -1, -1):
        token = tokens[at]
        depth += (token.type == "link_close") - (token.type == "link_open")
        if depth < 0:
            href = visible.line(str(token.attrGet("href") or ""), 300)
            inner = "".join(t.content for t in tokens[at + 1 : index])
            return "</span>" if inner == href else str(Markup("</span> ({})").format(href))
    return "</span>"


def _image(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return str(Markup("[picture: {}]").format(tokens[index].content))


def _heading_open(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    # The page has an outline of its own, which no text from outside adds to.
    return '<p class="headed">'


def _heading_close(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return "</p>\n"


def _cell_open(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    # How a column is aligned would come as a style of its own, which the page forbids.
    return f"<{tokens[index].tag}>"


_RULES = {
    "fence": _fence,
    "code_block": _fence,
    "link_open": _link_open,
    "link_close": _link_close,
    "image": _image,
    "th_open": _cell_open,
    "td_open": _cell_open,
    "heading_open": _heading_open,
    "heading_close": _heading_close,
}
