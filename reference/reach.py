"""What of a submission belongs to its answer: the asked functions and all that they can reach by name.

A name is looked up as Python does it: what a function binds itself is its own, a statement at the top of a cell sees what
stands before it, and a body sees what stands there in the end. An attribute leads into a method of a class only where the
class itself is reached; ``x.mean()`` leads to no helper that happens to be called ``mean``. The source is read, never run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hotseat.reference.own_tests import claims
from hotseat.reference.submission import Cell

Function = ast.FunctionDef | ast.AsyncFunctionDef
OPAQUE = {
    "globals",
    "locals",
    "vars",
    "exec",
    "eval",
    "_getframe",
    "currentframe",
    "__dict__",
    "__globals__",
    "modules",
}
"""Names by which code may reach anything without naming it."""
_SHOWS = {"print", "display"}
_RUN = {"exec", "eval", "compile"}


@dataclass(frozen=True)
class Part:
    """A statement at the top of a cell, or a method, that the answer can reach."""

    cell: Cell
    node: ast.stmt


@dataclass(frozen=True)
class _Binding:
    """A statement that gives a name its meaning."""

    place: int
    part: Part
    sure: bool
    """Whether it replaces what the name meant before; under a condition it may not."""


@dataclass
class Answer:
    """The parts of a submission that its asked functions can reach, and the rest."""

    parts: list[Part] = field(default_factory=list[Part])
    opaque: bool = False
    """Whether the answer may reach more than it names."""
    own: set[str] = field(default_factory=set[str])
    """Names that the submission defines itself, imports aside."""
    functions: set[str] = field(default_factory=set[str])
    """Those of them that are functions."""
    _bindings: dict[str, list[_Binding]] = field(default_factory=dict[str, list[_Binding]])
    _statements: list[Part] = field(default_factory=list[Part])
    _methods: dict[str, list[Part]] = field(default_factory=dict[str, list[Part]])
    """Methods of classes that are reached, by name, as long as nothing has asked for them."""
    _attributes: set[str] = field(default_factory=set[str])

    def judged(self) -> list[Part]:
        """What the answer is made of, or may be: beside its parts, what has an effect in the cells where they stand.

        Left out are the candidate's own tests: test functions, what asserts or prints, definitions that the answer does
        not use, and cells in which nothing of the answer stands.
        """
        if self.opaque:
            return self._statements
        mine = {id(part.node) for part in self.parts}
        cells = {part.cell.number for part in self.parts if not isinstance(part.node, ast.Import | ast.ImportFrom)}
        rest = [
            part
            for part in self._statements
            if id(part.node) not in mine and (_takes_all(part.node) or (part.cell.number in cells and _acts(part.node)))
        ]
        return [*self.parts, *rest]

    def tests(self) -> list[tuple[int, int]]:
        """The first and the last line of every statement that is not judged."""
        judged = {id(part.node) for part in self.judged()}
        spans = [(part.node.lineno, part.node.end_lineno or part.node.lineno) for part in self._statements]
        return [span for span, part in zip(spans, self._statements, strict=True) if not self._is_judged(part, judged)]

    def _is_judged(self, part: Part, judged: set[int]) -> bool:
        """A class is judged as soon as one of its methods is."""
        inside = part.node.body if isinstance(part.node, ast.ClassDef) else []
        return id(part.node) in judged or any(id(node) in judged for node in inside)

    # --- reading --------------------------------------------------------------------------------------------------

    def take(self, cell: Cell, tree: ast.Module) -> None:
        """Takes in the statements of the next cell."""
        for node in (one for statement in tree.body for one in _apart(statement)):
            part = Part(cell, node)
            place = len(self._statements)
            self._statements.append(part)
            for name, sure in _bound(node):
                self._bindings.setdefault(name, []).append(_Binding(place, part, sure))
                if not isinstance(node, ast.Import | ast.ImportFrom):
                    self.own.add(name)
                if isinstance(node, Function) or isinstance(getattr(node, "value", None), ast.Lambda):
                    self.functions.add(name)
            for name in _written_as_text(node):
                self._bindings.setdefault(name, []).append(_Binding(place, part, False))

    def follow(self, functions: Sequence[str]) -> None:
        """Finds the parts, beginning with the asked functions."""
        for name in functions:
            self._name(name, None)
        while True:
            asked = [name for name in self._methods if name in self._attributes]
            if not asked:
                break
            for name in asked:
                for part in self._methods.pop(name):
                    self._reach(part, None)

    def _name(self, name: str, before: int | None) -> None:
        bindings = [one for one in self._bindings.get(name, []) if before is None or one.place < before]
        start = max((k for k, one in enumerate(bindings) if one.sure), default=0)
        for one in bindings[start:]:
            self._reach(one.part, one.place)

    def _reach(self, part: Part, place: int | None) -> None:
        if any(known.node is part.node for known in self.parts):
            return
        self.parts.append(part)
        for node in ast.walk(part.node):
            if isinstance(node, ast.Attribute):
                self._attributes.add(node.attr)
                self.opaque |= node.attr in OPAQUE
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
                self._attributes.add(node.value)  # for getattr, methodcaller and the like
            elif isinstance(node, ast.Name):
                self.opaque |= node.id in OPAQUE
        if isinstance(part.node, ast.ClassDef):
            for inner in part.node.body:
                if isinstance(inner, Function) and not inner.name.startswith("__"):
                    self._methods.setdefault(inner.name, []).append(Part(part.cell, inner))
        for name, late in free_names(part.node):
            self._name(name, None if late else place)


def answer_of(cells: Sequence[tuple[Cell, ast.Module]], functions: Sequence[str]) -> Answer:
    """The answer within a submission's cells."""
    answer = Answer()
    for cell, tree in cells:
        answer.take(cell, tree)
    answer.follow(functions)
    return answer


def scanned(part: Part) -> Iterator[ast.AST]:
    """Every node of a part; of a class without its ordinary methods, which are parts of their own."""
    if not isinstance(part.node, ast.ClassDef):
        yield from ast.walk(part.node)
        return
    for node in (*part.node.bases, *part.node.keywords, *part.node.decorator_list, *part.node.body):
        if not isinstance(node, Function) or node.name.startswith("__"):
            yield from ast.walk(node)


def read_text(call: ast.Call, name: str) -> ast.AST | None:
    """The tree of a constant text that ``exec``, ``eval`` or ``compile`` is called with, at the line of the call."""
    text = call.args[0] if call.args and name in _RUN else None
    if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
        return None
    try:
        tree = ast.parse(text.value.strip() if name == "eval" else text.value)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    for node in ast.walk(tree):
        if hasattr(node, "lineno"):
            node.lineno = node.end_lineno = call.lineno  # type: ignore[attr-defined]
    return tree


def free_names(node: ast.AST, bound: frozenset[str] = frozenset(), *, late: bool = False) -> Iterator[tuple[str, bool]]:
    """The names that a statement reads and does not bind itself, and whether it reads them only when it is called."""
    if isinstance(node, Function | ast.Lambda):
        for part in (*getattr(node, "decorator_list", ()), *node.args.defaults, *filter(None, node.args.kw_defaults)):
            yield from free_names(part, bound, late=late)
        body = node.body if isinstance(node, Function) else [node.body]
        own = bound | _locals(node)
        for inner in body:
            yield from free_names(inner, own, late=True)
        return
    if isinstance(node, ast.ClassDef):
        for inner in (*node.bases, *node.keywords, *node.decorator_list):
            yield from free_names(inner, bound, late=late)
        for inner in node.body:
            if not isinstance(inner, Function) or inner.name.startswith("__"):
                yield from free_names(inner, bound, late=late)
        return
    if isinstance(node, ast.Name):
        if isinstance(node.ctx, ast.Load) and node.id not in bound:
            yield node.id, late
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        tree = read_text(node, node.func.id)
        if tree is not None:
            yield from free_names(tree, bound, late=late)
    for inner in ast.iter_child_nodes(node):
        yield from free_names(inner, bound, late=late)


def _locals(node: Function | ast.Lambda) -> frozenset[str]:
    """Parameters and the names that a function's own body binds."""
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    found = {one.arg for one in every if one is not None}
    outside: set[str] = set()
    for inner in _own_scope(node):
        if isinstance(inner, ast.Global):
            outside |= set(inner.names)
        elif isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            found.add(inner.id)
        elif isinstance(inner, Function | ast.ClassDef):
            found.add(inner.name)
        elif isinstance(inner, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name.partition(".")[0] for alias in inner.names}
    return frozenset(found - outside)


def _own_scope(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes below, without what stands inside inner functions and classes."""
    for inner in ast.iter_child_nodes(node):
        yield inner
        if not isinstance(inner, Function | ast.ClassDef | ast.Lambda):
            yield from _own_scope(inner)


def _bound(node: ast.stmt) -> Iterator[tuple[str, bool]]:
    """The names that a statement at the top of a cell gives a meaning, and whether it surely does."""
    if isinstance(node, Function | ast.ClassDef):
        yield node.name, True
        yield from ((name, False) for name in _set_as_global(node))
        return
    if isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or alias.name.partition(".")[0], True
        return
    sure = isinstance(node, ast.Assign | ast.AnnAssign)
    for inner in (node, *_own_scope(node)):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            yield inner.id, sure
        elif isinstance(inner, Function | ast.ClassDef):
            yield inner.name, False
        elif isinstance(inner, ast.Import | ast.ImportFrom):
            yield from ((alias.asname or alias.name.partition(".")[0], False) for alias in inner.names)
        elif isinstance(inner, ast.Attribute | ast.Subscript) and isinstance(inner.ctx, ast.Store):
            base: ast.AST = inner
            while isinstance(base, ast.Attribute | ast.Subscript):
                base = base.value
            if isinstance(base, ast.Name):
                yield base.id, False
    call = node.value if isinstance(node, ast.Expr) else None
    if isinstance(call, ast.Call) and ast.unparse(call.func) == "setattr" and call.args:
        yield ast.unparse(call.args[0]).partition(".")[0], False


def _apart(node: ast.stmt) -> Sequence[ast.stmt]:
    """An import of several names as one import each, since the answer may reach one of them and the tests another."""
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return [node]
    if isinstance(node, ast.Import):
        return [ast.copy_location(ast.Import([alias]), node) for alias in node.names]
    return [ast.copy_location(ast.ImportFrom(node.module, [alias], node.level), node) for alias in node.names]


def _set_as_global(node: ast.AST) -> set[str]:
    return {name for inner in ast.walk(node) if isinstance(inner, ast.Global) for name in inner.names}


def _written_as_text(node: ast.stmt) -> Iterator[str]:
    """The names that a text gives a meaning where it is run at the top of a cell."""
    for inner in _own_scope(node):
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name):
            tree = read_text(inner, inner.func.id)
            for one in getattr(tree, "body", []):
                yield from (name for name, _ in _bound(one))


def _takes_all(node: ast.stmt) -> bool:
    """``from x import *`` may bring anything."""
    return isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)


def _acts(node: ast.stmt) -> bool:
    """Whether a statement that the answer does not name may still have an effect on it."""
    if isinstance(node, Function | ast.ClassDef | ast.Import | ast.ImportFrom | ast.Assign | ast.AnnAssign | ast.Pass):
        return False
    if claims(node):
        return False
    call = node.value if isinstance(node, ast.Expr) else None
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
        return call.func.id not in _SHOWS and not call.func.id.startswith("test_")
    return not isinstance(call, ast.Constant)
