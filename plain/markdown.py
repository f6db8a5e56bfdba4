"""Markdown as lines that are heard rather than seen: a paragraph a line, code line by line, tables row by row.

Signs that only paint (stars of emphasis, hashes of headings) go; backticks around names stay, since they tell where a name
begins and ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from hotseat import harmless

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@cache
def _parser() -> MarkdownIt:
    # Loaded with the first text, so that the command line answers sooner.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def spoken_text(source: str) -> str:
    """The text without markup, lines joined by line breaks; no line is broken for a width."""
    return "\n".join(_rows(_parser().parse(harmless.plain(source))))


def _rows(tokens: Sequence[Token]) -> Iterator[str]:
    marks: list[str] = []
    """For each list that is open, the number of its next item, or "-"."""
    fresh = ""
    """The mark of an item that has just begun."""
    header: list[str] = []
    cells: list[str] = []
    in_head = False
    quotes = 0
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                marks.append("-")
            case "ordered_list_open":
                marks.append(str(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                marks.pop()
            case "list_item_open":
                fresh = _mark(marks)
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "thead_open":
                header, in_head = [], True
            case "thead_close":
                in_head = False
            case "tr_open":
                cells = []
            case "tr_close":
                if in_head:
                    header = cells
                else:
                    yield "; ".join(_cell(header, n, cell) for n, cell in enumerate(cells))
            case "inline" if token.level and _in_table(token, tokens):
                cells.append(_inline(token))
            case "inline":
                deep = "  " * max(len(marks) - 1, 0)
                lead = fresh or ("  " if marks else "")
                fresh = ""
                yield f"{deep}{lead}{'Quote: ' if quotes else ''}{_inline(token)}"
            case "fence" | "code_block":
                rows = token.content.rstrip("\n").split("\n")
                yield f"{fresh}Code, {len(rows)} line{'' if len(rows) == 1 else 's'}:"
                fresh = ""
                yield from (f"    {row}".rstrip() for row in rows)
            case "html_block":
                yield from token.content.rstrip("\n").split("\n")
            case _:
                pass


def _mark(marks: list[str]) -> str:
    if not marks or marks[-1] == "-":
        return "- "
    number = marks[-1]
    marks[-1] = str(int(number) + 1)
    return f"{number}. "


def _cell(header: Sequence[str], at: int, cell: str) -> str:
    return f"{header[at]}: {cell}" if at < len(header) and header[at] else cell


def _in_table(token: Token, tokens: Sequence[Token]) -> bool:
    before = tokens[tokens.index(token) - 1]
    return before.type in ("th_open", "td_open")


def _inline(token: Token) -> str:
    said: list[str] = []
    target = ""
    for child in token.children or ():
        match child.type:
            case "softbreak" | "hardbreak":
                said.append(" ")
            case "code_inline":
                said.append(f"`{child.content}`")
            case "link_open":
                target = str(child.attrGet("href") or "")
            case "link_close":
                said.append(f" ({target})" if target and target not in "".join(said) else "")
            case "image":
                said.append(f"picture: {child.content}")
            case _:
                said.append(child.content)
    return "".join(said)
