"""Code among prose: whether a text is code, where the blocks of code in an answer begin and end, and what is left
of it as words. Pure.

A block stands between two lines of backticks, as in Markdown; nothing else of Markdown means anything in an answer.
"""

from __future__ import annotations

import ast
import re
import textwrap
import warnings
from itertools import pairwise

_FENCE = re.compile(r"^ {0,3}(`{3,})[ \t]*([\w+#.-]*)[ \t]*$")
_HEADER = re.compile(
    r"^\s*(?:def|class|async|for|while|if|elif|else|try|except|finally|with|match|case)\b.*:\s*(?:#.*)?$"
)
_STATEMENT = re.compile(
    r"^\s*(?:import \w[\w., ]*|from [\w.]+ import .+|return\b.*|raise\b.*|yield\b.*|pass|break|continue|assert .+|@\w[\w.]*.*"
    r"|[\w.\[\]'\", ]+ ?(?:[-+*/@%|&]|//|\*\*)?= ?\S.*|[\w.]+\(.*|[\])}]+[,.:\w()]*|#.*|\.\w+\(.*)$"
)
_SQL = re.compile(r"^\s*(?:select|with|insert into|update|create (?:table|view)|delete from)\b", re.IGNORECASE)
_SQL_MORE = re.compile(r"^\s*(?:from|where|join|left join|inner join|group by|order by|values|set)\b", re.IGNORECASE)
_TRACEBACK = "Traceback (most recent call last):"
_CODE_NODES = (
    ast.Import,
    ast.ImportFrom,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.For,
    ast.While,
    ast.With,
    ast.Try,
    ast.If,
    ast.Return,
    ast.AugAssign,
    ast.Assert,
    ast.Raise,
    ast.Attribute,
    ast.keyword,
    ast.ListComp,
    ast.DictComp,
    ast.SetComp,
    ast.GeneratorExp,
    ast.Lambda,
    ast.Dict,
    ast.List,
    ast.JoinedStr,
)
"""What no derivation written line by line holds; names, numbers, sums and plain calls are formulas too."""
_PROSE = frozenset({"", "text", "txt", "plain", "md", "markdown", "latex", "tex", "math"})
"""Marks of a block that may hold words or a formula."""
_COMMENT = re.compile(r"(?:^|\s)(?:#+|--|//)\s")
LEAST_REMARK = 4
"""Words from which on a comment counts as said."""
MOSTLY = 0.7
"""The share of lines that look like code from which on a text that does not parse is taken for code."""


def language_of(text: str) -> str | None:
    """The language of a pasted text of several lines: ``python``, ``sql`` or ``text`` for a traceback; None for prose.

    Formulas stay prose, although most of them would parse: they are part of what is said.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or any(_FENCE.match(line) for line in lines):
        return None
    if any(line.strip() == _TRACEBACK for line in lines):
        return "text"
    if any(line.lstrip().startswith(">>> ") for line in lines):
        return "python"
    if _SQL.match(lines[0]) and any(_SQL_MORE.match(line) for line in lines[1:]):
        return "sql"
    parsed = _parsed(text)
    if parsed is not None:
        return "python" if any(isinstance(node, _CODE_NODES) for node in ast.walk(parsed)) else None
    headers = sum(bool(_HEADER.match(line)) for line in lines)
    statements = sum(bool(_STATEMENT.match(line)) for line in lines)
    deep = any(_HEADER.match(a) and _indent(b) > _indent(a) for a, b in pairwise(lines))
    sure = deep or any(line.lstrip().startswith(("import ", "from ", "@")) for line in lines)
    return "python" if sure and headers + statements >= MOSTLY * len(lines) else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _parsed(text: str) -> ast.Module | None:
    with warnings.catch_warnings():
        # A doubtful escape in somebody's string would be told on the screen.
        warnings.simplefilter("ignore")
        try:
            return ast.parse(textwrap.dedent(text))
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            return None


def block(code: str, language: str) -> str:
    """Code between lines of backticks, indentation as it is; ends in a line break."""
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    body = re.sub(r"\A(?:[ \t]*\n)+|\s+\Z", "", code)
    return f"{fence}{language}\n{body}\n{fence}\n"


def inside_block(before: str) -> bool:
    """Whether a block of code is open at the end of this text."""
    opened = ""
    for line in before.split("\n"):
        opened = _next_fence(line, opened)
    return bool(opened)


def _next_fence(line: str, opened: str) -> str:
    """The backticks that are open after a line."""
    found = _FENCE.match(line)
    if not found:
        return opened
    if not opened:
        return found[1]
    return "" if len(found[1]) >= len(opened) and not found[2] else opened


def split(text: str) -> list[tuple[str, str | None]]:
    """An answer's prose and blocks of code in order: each a text with its language, which is None for prose.

    Backticks that are never closed are prose.
    """
    rows = text.split("\n")
    parts: list[tuple[str, str | None]] = []
    prose: list[str] = []
    at = 0
    while at < len(rows):
        found = _FENCE.match(rows[at])
        end = _end(rows, at, found[1]) if found else None
        if found is None or end is None:
            prose.append(rows[at])
            at += 1
            continue
        if "\n".join(prose).strip():
            parts.append(("\n".join(prose).strip("\n"), None))
        prose = []
        parts.append(("\n".join(rows[at + 1 : end]), found[2] or "text"))
        at = end + 1
    if "\n".join(prose).strip():
        parts.append(("\n".join(prose).strip("\n"), None))
    return parts


def words_of(text: str, *, remarks: bool = True) -> str:
    """The text with its code blanked, every character in its place; comments are words and stay unless told otherwise.

    Code names what it uses and claims nothing: read as a sentence, ``import numpy`` would answer a question. A block
    marked as text or formula, or not marked, stays where it does not look like code.
    """
    if "```" not in text:
        return text
    rows = text.split("\n")
    at = 0
    while at < len(rows):
        found = _FENCE.match(rows[at])
        end = _end(rows, at, found[1]) if found else None
        if found is not None and end is not None:
            kept = found[2].lower() in _PROSE and language_of("\n".join(rows[at + 1 : end])) is None
            rows[at], rows[end] = " " * len(rows[at]), " " * len(rows[end])
            for k in range(at + 1, end):
                rows[k] = rows[k] if kept else (_remark(rows[k]) if remarks else " " * len(rows[k]))
            at = end
        at += 1
    return "\n".join(rows)


def _remark(line: str) -> str:
    """A line of code with all blanked but a comment that says something; "split first" is a heading."""
    found = _COMMENT.search(line)
    start = found.end() if found and len(line[found.end() :].split()) >= LEAST_REMARK else len(line)
    return " " * start + line[start:]


def _end(rows: list[str], at: int, fence: str) -> int | None:
    return next((i for i in range(at + 1, len(rows)) if not _next_fence(rows[i], fence)), None)
