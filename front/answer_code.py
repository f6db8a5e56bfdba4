"""The part of a file that answers a question in code: what is asked for, all that it reaches, and its imports. Pure."""

from __future__ import annotations

import ast
from collections.abc import Sequence


def answer_code(code: str, asked: Sequence[str]) -> str:
    """The statements that ``asked`` names reach, with the comments right above them; the whole file where that is not known.

    Cells that print, and tests of one's own, are no part of the answer, and would hide it in a comparison.
    """
    try:
        body = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError):
        return code
    defined = {name: node for node in body for name in _names(node)}
    wanted, open_ = set[ast.stmt](), [name for name in asked if name in defined]
    if not open_:
        return code
    while open_:
        node = defined[open_.pop()]
        if node not in wanted:
            wanted.add(node)
            used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            open_ += [name for name in used if name in defined]
    rows = code.split("\n")
    parts = [_text(rows, node) for node in body if node in wanted or isinstance(node, ast.Import | ast.ImportFrom)]
    return "\n".join(parts) + "\n"


def _names(node: ast.stmt) -> list[str]:
    """What a statement at the top of a file defines."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []


def _text(rows: list[str], node: ast.stmt) -> str:
    """A statement as it stands, with its decorators, the comments right above it, and an empty line before a definition."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(d.lineno for d in decorators)]) - 1
    while first > 0 and rows[first - 1].startswith("#") and not rows[first - 1].startswith("# %%"):
        first -= 1
    gap = [""] if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) else []
    return "\n".join([*gap, *rows[first : node.end_lineno]])
