"""Which checkers a file of checks names, read from its text: for the linter, and for a person who is asked to trust a pack."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from pathlib import Path

from hotseat.question_bank.lint_finding import Finding, Sheet
from hotseat.question_bank.python_text import NotPython, parsed
from hotseat.reference.checkers import OWN, installed_checkers, unknown


def named(source: str) -> list[tuple[str, int]]:
    """The names that ``checker("…")`` is called with, each with its line; none where the text is no Python."""
    try:
        tree = parsed(source)
    except NotPython:
        return []
    found: list[tuple[str, int]] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function, first = node.func, node.args[0]
        called = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        if called == "checker" and isinstance(first, ast.Constant) and isinstance(first.value, str):
            found.append((first.value, node.lineno))
    return found


def findings(path: Path, source: str) -> Iterator[Finding]:
    """What is wrong with the checkers that a file of checks names; nothing of them is imported."""
    calls = named(source)
    if not calls:
        return
    brought = installed_checkers()
    sheet = Sheet(path)
    for name, line in calls:
        if name in OWN:
            continue
        if name not in brought:
            near = difflib.get_close_matches(name, [*OWN, *brought], 1, 0.6)
            sheet.error(unknown(name) + (f" Did you mean {near[0]!r}?" if near else ""), line=line)
        elif brought[name].fault:
            sheet.error(brought[name].fault, line=line)
    yield from sheet.findings


def told(sources: list[str]) -> str:
    """Which checkers of other distributions some files of checks name, in a sentence; empty where they name none."""
    names = sorted({name for source in sources for name, _ in named(source) if name not in OWN})
    if not names:
        return ""
    brought = installed_checkers()
    each = [f"{name} ({brought[name].distribution if name in brought else 'not installed here'})" for name in names]
    return f"Its checks compare with what other packages bring: {', '.join(each)}. Those are code that you installed."
