"""Mutants of a Python file: the small slips that a test ought to notice, one at a time.

A mutant differs from the file in one place: an operator, a comparison or its boundary, a constant, a statement left out, a
guard dropped or forced, arguments swapped or left out, a call left out, a neighbouring function in place of the right one.
Each is made on the syntax tree and written out again; comments and layout are lost, which no judge looks at. Text that
nobody is held to (docstrings, annotations, what an exception says) is left alone, and so is what would only leave a name
unbound: a mutant that cannot run at all tells nothing about a test.
"""

from __future__ import annotations

import ast
import difflib
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from mutated_nodes import instead


@dataclass(frozen=True)
class Mutant:
    """The file with one slip in it."""

    kind: str
    """What kind of slip: "operator", "boundary", "dropped guard" and so on."""
    line: int
    """The line of the slip in the file as it was given."""
    inside: str
    """The function or class it lies in, with dots; empty at the top of the file."""
    before: str
    """The lines that change, without their indentation."""
    after: str
    """The lines that stand there instead; empty where something is left out."""
    source: str
    """The whole file with the slip."""


@dataclass(frozen=True)
class _Slip:
    """A change to the tree that can be made and taken back."""

    kind: str
    node: ast.AST
    make: Callable[[], None]
    undo: Callable[[], None]


def mutants(source: str) -> list[Mutant]:
    """Every mutant of ``source`` once, in the order of its lines; those that do not compile are not among them.

    Raises SyntaxError where ``source`` is no Python.
    """
    tree = ast.parse(source)
    whole = ast.unparse(tree)
    names = _insides(tree)
    seen = {whole}
    found: list[Mutant] = []
    for slip in _slips(tree):
        slip.make()
        try:
            text = ast.unparse(tree)
        finally:
            slip.undo()
        if text in seen or not _compiles(text):
            continue
        seen.add(text)
        before, after = _changed(whole, text)
        target, equals, value = after.partition(" = ")
        if equals and target == value:
            continue
        line = getattr(slip.node, "lineno", 1)
        found.append(Mutant(slip.kind, line, names.get(id(slip.node), ""), before, after, text))
    assert ast.unparse(tree) == whole
    return sorted(found, key=lambda mutant: mutant.line)


def _compiles(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "mutant", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _changed(whole: str, text: str) -> tuple[str, str]:
    lines = list(difflib.unified_diff(whole.splitlines(), text.splitlines(), n=0, lineterm=""))[2:]
    gone = [line[1:].strip() for line in lines if line.startswith("-")]
    come = [line[1:].strip() for line in lines if line.startswith("+")]
    return "\n".join(gone), "\n".join(come)


def _insides(tree: ast.Module) -> dict[int, str]:
    found: dict[int, str] = {}

    def visit(node: ast.AST, name: str) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{name}.{node.name}" if name else node.name
        found[id(node)] = name
        for child in ast.iter_child_nodes(node):
            visit(child, name)

    visit(tree, "")
    return found


def _slips(tree: ast.Module) -> Iterator[_Slip]:
    """All slips, the tree as it was between one and the next."""
    imported = {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    scopes = _scopes(tree)
    for parent, field, node in _places(tree):
        for kind, other in instead(node, imported):
            placed = node if hasattr(node, "lineno") else parent
            yield _replaced(kind, placed, parent, field, other, node)
        yield from _statements(node, scopes)


def _scopes(tree: ast.Module) -> dict[int, ast.AST]:
    """For every node the function that it lies in, or the module."""
    found: dict[int, ast.AST] = {}

    def visit(node: ast.AST, scope: ast.AST) -> None:
        found[id(node)] = scope
        inner = node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) else scope
        for child in ast.iter_child_nodes(node):
            visit(child, inner)

    visit(tree, tree)
    return found


def _places(tree: ast.AST) -> Iterator[tuple[ast.AST, tuple[str, int | None], ast.AST]]:
    """Every node with its parent and its place there, but for those that nobody is held to."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "type_params"):
            continue
        for k, node in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(node, ast.AST) or _is_docstring(node):
                continue
            yield tree, (name, k if isinstance(value, list) else None), node
            if not isinstance(node, ast.Raise):
                yield from _places(node)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _replaced(
    kind: str, told: ast.AST, parent: ast.AST, place: tuple[str, int | None], other: ast.AST, node: ast.AST
) -> _Slip:
    """``other`` in the place of ``node``; ``told`` has the line that is told."""
    name, index = place

    def put(what: ast.AST) -> None:
        if index is None:
            setattr(parent, name, what)
        else:
            getattr(parent, name)[index] = what

    return _Slip(kind, told, lambda: put(other), lambda: put(node))


def _statements(node: ast.AST, scopes: dict[int, ast.AST]) -> Iterator[_Slip]:
    """Slips in the bodies of a node, and in what steers it."""
    for name in ("body", "orelse", "finalbody"):
        body = getattr(node, name, None)
        if isinstance(body, list):
            for k in range(len(body)):
                yield from _left_out(node, name, k, scopes)
    if isinstance(node, ast.If | ast.While):
        forced = (True, False) if isinstance(node, ast.If) else (False,)
        for value in forced:
            yield _set("forced condition", node, node, "test", node.test, ast.Constant(value))
        yield _set("forced condition", node, node, "test", node.test, ast.UnaryOp(ast.Not(), node.test))
    if isinstance(node, ast.For):
        yield _set("no turns", node, node, "iter", node.iter, ast.Tuple([], ast.Load()))
    for k, decorator in enumerate(getattr(node, "decorator_list", [])):
        kept = node.decorator_list  # type: ignore[attr-defined]
        yield _set("dropped decorator", decorator, node, "decorator_list", kept, kept[:k] + kept[k + 1 :])


def _left_out(parent: ast.AST, name: str, k: int, scopes: dict[int, ast.AST]) -> Iterator[_Slip]:
    """The k-th statement of a body left out, or its guard taken from around it."""
    body: list[ast.stmt] = getattr(parent, name)
    statement = body[k]
    inner: list[ast.stmt] = []
    kind = "removed statement"
    match statement:
        case ast.If(orelse=[]):
            kind = "dropped guard" if isinstance(statement.body[-1], ast.Raise | ast.Return | ast.Continue) else kind
        case ast.Try():
            kind, inner = "dropped guard", statement.body
        case ast.With():
            kind, inner = "dropped guard", statement.body
        case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
            if _only_binding(scopes[id(statement)], statement):
                return
        case ast.Expr() if _is_docstring(statement):
            return
        case ast.Expr() | ast.Raise() | ast.Assert() | ast.Delete():
            pass
        case _:
            return
    changed = body[:k] + inner + body[k + 1 :]
    yield _set(kind, statement, parent, name, body, changed or [ast.Pass()])


def _only_binding(scope: ast.AST, statement: ast.Assign | ast.AnnAssign | ast.AugAssign) -> bool:
    """Whether a plain name would be unbound without the statement: it is no argument, and not bound above."""
    if isinstance(statement, ast.AugAssign):
        return False
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    names = {n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name) and _stored(n)}
    known = {a.arg for a in ast.walk(scope) if isinstance(a, ast.arg)}
    for node in ast.walk(scope):
        if isinstance(node, ast.Name) and _stored(node) and node.lineno < statement.lineno:
            known.add(node.id)
    return bool(names - known)


def _stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _set(kind: str, node: ast.AST, parent: ast.AST, name: str, old: Any, new: Any) -> _Slip:
    return _Slip(kind, node, lambda: setattr(parent, name, new), lambda: setattr(parent, name, old))
