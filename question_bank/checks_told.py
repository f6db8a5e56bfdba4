"""What a question's checks say to a candidate, read from the text of their file; nothing of it is run."""

from __future__ import annotations

import ast

from hotseat import harmless
from hotseat.frozen import frozen
from hotseat.question_bank.python_text import NotPython, parsed


@frozen
class CheckTold:
    """One check in words."""

    name: str
    """What must hold; the source of it where it is put together as the file runs. Harmless text."""
    visible: bool
    hint: str = ""
    """What is said where it fails and is hidden. Harmless text."""


def checks_told(source: str) -> tuple[CheckTold, ...]:
    """The checks of a file in order; empty where it is no Python or makes none by name."""
    try:
        tree = parsed(source)
    except NotPython:
        return ()
    found: list[tuple[int, int, CheckTold]] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called != "Check":
            continue
        given = {k.arg: k.value for k in node.keywords}
        name = node.args[0] if node.args else given.get("name")
        visible = given.get("visible")
        shown = visible is not None and not (isinstance(visible, ast.Constant) and not visible.value)
        found.append((node.lineno, node.col_offset, CheckTold(_text(name), shown, _text(given.get("hint")))))
    return tuple(told for _, _, told in sorted(found, key=lambda one: one[:2]))


def _text(value: ast.expr | None) -> str:
    if value is None:
        return ""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return harmless.line(value.value, 300)
    return harmless.line(ast.unparse(value), 300)
