"""A notebook's code, parsed once: its calls, its steps in the order they run, and what each step reads and writes.

Nothing is run. A cell that is no Python is passed over.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from hotseat.question_bank.notebook import Notebook, NotebookCell

_CHANGES = ("append", "extend", "insert", "add", "update", "fit", "partial_fit", "setdefault")
"""Methods by which what they are given comes into their object."""


@dataclass(frozen=True)
class Seen:
    """One thing that was seen, and where."""

    cell: int
    """The number of the cell."""
    first: int
    """The first line of it within the cell, from 1."""
    last: int
    name: str = ""
    """The function, variable or column it is about."""
    value: str = ""
    """The number or word that was chosen."""


@dataclass(frozen=True)
class Code:
    """A notebook's code, parsed once."""

    notebook: Notebook
    trees: Mapping[int, ast.Module] = field(repr=False)
    """The syntax tree of every cell that is Python, by its number."""

    @staticmethod
    def of(notebook: Notebook) -> Code:
        """The code of a notebook."""
        trees: dict[int, ast.Module] = {}
        for cell in notebook.code:
            tree = _parsed(cell)
            if tree is not None:
                trees[cell.number] = tree
        return Code(notebook, trees)

    @cached_property
    def calls(self) -> tuple[tuple[int, str, ast.Call], ...]:
        """Every call with the number of its cell and the dotted name that is called, in the order of the text."""
        found = [
            (number, dotted(node.func), node)
            for number, tree in self.trees.items()
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
        ]
        return tuple(sorted(found, key=lambda f: (f[0], f[2].lineno, f[2].col_offset)))

    @cached_property
    def makers(self) -> Mapping[str, str]:
        """What each name was made by, where that was one call: ``scaler`` by ``StandardScaler``."""
        made: dict[str, str] = {}
        for tree in self.trees.values():
            for node in ast.walk(tree):
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                    maker = dotted(node.value.func).rpartition(".")[2]
                    made.update({t.id: maker for t in node.targets if isinstance(t, ast.Name)})
        return made

    @cached_property
    def steps(self) -> tuple[tuple[int, ast.stmt], ...]:
        """The statements as they run, each with the number of its cell: of a loop its head, then its body once."""
        return tuple((number, step) for number, tree in self.trees.items() for step in _steps(tree.body))

    @cached_property
    def words(self) -> frozenset[str]:
        """All names and short strings of the code, in lower case."""
        said: set[str] = set()
        for tree in self.trees.values():
            for node in ast.walk(tree):
                if isinstance(node, ast.Name):
                    said.add(node.id.lower())
                elif isinstance(node, ast.Attribute):
                    said.add(node.attr.lower())
                elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 30:
                    said.add(node.value.lower())
        return frozenset(said)

    def excerpt(self, seen: Seen, around: int = 2, most: int = 14) -> str:
        """The lines that were seen, with some around them."""
        cell = next(c for c in self.notebook.cells if c.number == seen.cell)
        rows = cell.source.split("\n")
        first = max(0, seen.first - 1 - around)
        last = min(len(rows), max(seen.last, seen.first) + around, first + most)
        return "\n".join(rows[first:last]).strip("\n")


def _steps(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        inner = [getattr(statement, name, []) for name in ("body", "orelse", "finalbody")]
        if isinstance(statement, ast.For) or not any(inner):
            yield statement
        for part in inner:
            yield from _steps(part)


def dotted(node: ast.expr) -> str:
    """A name with its attributes, such as ``np.linalg.inv``; what stands before a call's result is left out."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""


def _parsed(cell: NotebookCell) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            return ast.parse(cell.python)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def nodes(step: ast.stmt) -> Iterator[ast.AST]:
    """What a step evaluates; of a loop its head."""
    return ast.walk(step.iter if isinstance(step, ast.For) else step)


def read(step: ast.stmt) -> set[str]:
    return {n.id for n in nodes(step) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def written(step: ast.stmt) -> tuple[set[str], set[str]]:
    """The names that a step gives a new value, and those that it changes in part or appends to."""
    whole: set[str] = set()
    part: set[str] = set()
    targets: list[ast.expr] = []
    if isinstance(step, ast.Assign):
        targets = step.targets
    elif isinstance(step, ast.AnnAssign | ast.For):
        targets = [step.target]
    elif isinstance(step, ast.AugAssign):
        part |= {n.id for n in ast.walk(step.target) if isinstance(n, ast.Name)}
    elif isinstance(step, ast.Expr) and isinstance(step.value, ast.Call):
        owner, _, method = dotted(step.value.func).rpartition(".")
        part |= {owner.partition(".")[0]} if method in _CHANGES else set()
    for target in targets:
        for node in ast.walk(target):
            if isinstance(node, ast.Name):
                (whole if isinstance(node.ctx, ast.Store) else part).add(node.id)
    return whole, part
