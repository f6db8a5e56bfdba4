"""A Jupyter notebook as its cells: read from a file that anybody may have made, without running anything.

Only the code and the prose are taken. Outputs, widgets and all else that a notebook may carry are left where they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from hotseat import harmless

LARGEST = 50_000_000
"""Bytes in the largest notebook that is read; pictures make them large."""
MOST_CELLS = 1_000
LONGEST_CELL = 50_000
"""Characters of a cell; one that is longer is cut there."""
_MAGIC = re.compile(r"^(\s*)[%!?].*$|^(\s*)(?:[\w.]+\s*=\s*)[%!].*$", re.MULTILINE)


class NotANotebook(Exception):
    """The file is no notebook that can be asked about; the text says why and what to do."""


@dataclass(frozen=True)
class NotebookCell:
    """One cell."""

    number: int
    """As people count them, from 1, prose included."""
    code: bool
    """Whether it is code and not prose."""
    source: str
    run: int | None = None
    """The execution count that is written beside it."""
    tags: tuple[str, ...] = ()

    @property
    def python(self) -> str:
        """The code with magics and shell lines taken out, line for line, so that it can be parsed."""
        if self.source.lstrip().startswith("%%"):
            return ""
        return _MAGIC.sub(lambda m: f"{m[1] or m[2] or ''}pass", self.source)


@dataclass(frozen=True)
class Notebook:
    """A notebook's cells, in order."""

    name: str
    cells: tuple[NotebookCell, ...]

    @property
    def code(self) -> tuple[NotebookCell, ...]:
        """The cells that hold code."""
        return tuple(c for c in self.cells if c.code and c.source.strip())

    def percent(self) -> str:
        """The whole as one Python file of cells, prose as comments; each cell is headed by its number."""
        parts: list[str] = []
        for cell in self.cells:
            head = f"# %% [{cell.number}]" if cell.code else f"# %% [markdown] [{cell.number}]"
            body = cell.source if cell.code else "\n".join(f"# {row}".rstrip() for row in cell.source.split("\n"))
            parts.append(f"{head}\n{body.strip()}\n")
        return "\n".join(parts)

    def tagged(self, tag: str) -> Notebook:
        """The cells that carry this tag, and those that carry none."""
        return Notebook(self.name, tuple(c for c in self.cells if tag in c.tags or not c.tags))


@cache
def take_home() -> Notebook:
    """The take-home notebook that ships with Hotseat, with the usual weaknesses in it; its parts are tagged with their topics."""
    file = Path(__file__).with_name("take_home") / "take-home.ipynb"
    return parse_notebook(file.read_bytes(), file.name)


def read_notebook(file: Path) -> Notebook:
    """The notebook in a file. Raises :class:`NotANotebook`."""
    shown = harmless.line(str(file))
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as fault:
        raise NotANotebook(f"The notebook {shown} cannot be read: {fault.strerror or fault}.") from None
    if len(data) > LARGEST:
        raise NotANotebook(f"{shown} is larger than {LARGEST:,} bytes. Clear its outputs, save it, and try again.")
    return parse_notebook(data, file.name)


def parse_notebook(data: bytes, name: str) -> Notebook:
    """The notebook that these bytes hold; ``name`` is what it is called. Raises :class:`NotANotebook`."""
    shown = harmless.line(name, 80)
    try:
        found: object = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotANotebook(
            f"{shown} is no Jupyter notebook: it holds no JSON. Give a file that ends in .ipynb."
        ) from None
    raw: object = cast("dict[str, object]", found).get("cells") if isinstance(found, dict) else None
    if not isinstance(raw, list):
        raise NotANotebook(f"{shown} has no cells. Save it as a notebook of format 4 or newer, as Jupyter does.")
    read = (_cell(n, cell) for n, cell in enumerate(cast("list[object]", raw)[:MOST_CELLS], 1))
    notebook = Notebook(shown, tuple(cell for cell in read if cell is not None))
    if not notebook.code:
        raise NotANotebook(f"{shown} holds no code, so there is nothing to ask about it.")
    return notebook


def _cell(number: int, raw: object) -> NotebookCell | None:
    if not isinstance(raw, Mapping):
        return None
    cell = cast("Mapping[str, Any]", raw)
    kind, source = cell.get("cell_type"), _text(cell.get("source"))
    if kind not in ("code", "markdown") or source is None:
        return None
    run, metadata = cell.get("execution_count"), cell.get("metadata")
    tags: object = cast("Mapping[str, object]", metadata).get("tags") if isinstance(metadata, Mapping) else None
    return NotebookCell(
        number,
        kind == "code",
        harmless.plain(source[:LONGEST_CELL]).expandtabs(4).strip("\n"),
        run if isinstance(run, int) and not isinstance(run, bool) and run >= 0 else None,
        tuple(t for t in cast("list[object]", tags) if isinstance(t, str)) if isinstance(tags, list) else (),
    )


def _text(source: object) -> str | None:
    """A cell's source, which is a text or a list of lines."""
    if isinstance(source, str):
        return source
    if isinstance(source, Sequence) and all(isinstance(row, str) for row in cast("Sequence[object]", source)):
        return "".join(cast("Sequence[str]", source))
    return None
