"""A submission taken apart: its cells, what a notebook allows and Python does not, and where it does not parse.

A file in the percent format is cut at its lines ``# %%``. Every cell is compiled by itself, with the line numbers of the
file, under the name ``cell 1``, ``cell 2`` and so on, which is how a traceback tells where in the file it was.
Standard library only; it runs beside the candidate's code and on the trusted side.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

LARGEST_SOURCE = 1 << 20
"""Characters a submission may have."""
_MARK = re.compile(r"^# ?%%(.*)$")
_COMMAND = re.compile(r"^\s*(?:%(?!%)|!|\?)|^[A-Za-z_][\w.]*\?{1,2}\s*$")
"""A line that only a notebook understands: ``%time``, ``!pip install``, ``name?``."""


@dataclass(frozen=True)
class Cell:
    """One cell of code."""

    number: int
    """Counted from 1 over all cells of the file, prose included."""
    line: int
    """The line of the file its first line is, counted from 1."""
    source: str

    @property
    def name(self) -> str:
        """What a traceback calls it."""
        return f"cell {self.number}"


@dataclass(frozen=True)
class DoesNotParse(Exception):
    """The submission is not Python."""

    cell: int
    line: int
    message: str

    def __str__(self) -> str:
        return f"Line {self.line} (cell {self.cell}) is not valid Python: {self.message}."


def cells_of(source: str) -> list[Cell]:
    """The cells of code in order; prose and empty cells are left out."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    starts = [0] + [k for k, text in enumerate(lines) if _MARK.match(text) and k]
    found: list[Cell] = []
    number = 0
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        text = "\n".join(lines[start:end])
        mark = _MARK.match(lines[start])
        if start == 0 and mark is None and not text.strip():
            continue
        number += 1
        prose = mark is not None and re.search(r"\[(markdown|md|raw)\]", mark[1]) is not None
        if not prose and text.strip():
            found.append(Cell(number, start + 1, text + "\n"))
    return found


def parsed(source: str) -> tuple[list[tuple[Cell, ast.Module]], list[str]]:
    """The cells as syntax trees with the file's line numbers, and notes on what was left out.

    Raises DoesNotParse for the first cell that is not Python.
    """
    if len(source) > LARGEST_SOURCE:
        raise DoesNotParse(1, 1, f"the file is longer than {LARGEST_SOURCE:,} characters")
    found: list[tuple[Cell, ast.Module]] = []
    notes: list[str] = []
    for cell in cells_of(source):
        try:
            tree = _tree(cell, notes)
        except SyntaxError as error:
            whole = _whole(source)
            if whole is not None:
                return [whole], []
            raise _located(cell, error) from None
        except (ValueError, RecursionError, MemoryError, OverflowError) as error:
            raise DoesNotParse(cell.number, cell.line, str(error) or "it is nested too deeply") from None
        if tree is not None:
            found.append((cell, tree))
    return found, notes


def binds(tree: ast.Module) -> set[str]:
    """The names that a cell defines at its top when it runs to its end, nested blocks included."""
    found: set[str] = set()
    todo: list[ast.AST] = list(tree.body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        todo.extend(ast.iter_child_nodes(node))
    return found


def _tree(cell: Cell, notes: list[str]) -> ast.Module | None:
    """The cell's tree with the file's line numbers, or None for a cell that is one notebook command. Raises SyntaxError."""
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:
        if re.match(r"(?:\s*(?:#[^\n]*)?\n)*%%", cell.source):
            notes.append(f"Cell {cell.number} is a notebook command (%%) and was left out.")
            return None
        lines = cell.source.split("\n")
        commands = [k for k, text in enumerate(lines) if _COMMAND.match(text)]
        if not commands:
            raise
        for k in commands:
            indent = lines[k][: len(lines[k]) - len(lines[k].lstrip())]
            lines[k] = f"{indent}pass"
        tree = ast.parse("\n".join(lines))
        notes.append(f"Line {cell.line + commands[0]} is a notebook command and was left out.")
    return ast.increment_lineno(tree, cell.line - 1)


def _whole(source: str) -> tuple[Cell, ast.Module] | None:
    """The file as one cell, where a mark stands inside a string and the file as a whole is Python."""
    try:
        return Cell(1, 1, source), ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _located(cell: Cell, error: SyntaxError) -> DoesNotParse:
    return DoesNotParse(cell.number, cell.line - 1 + (error.lineno or 1), (error.msg or "syntax error").rstrip("."))
