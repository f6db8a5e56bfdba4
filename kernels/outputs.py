"""What a cell shows, in the words of this project: no Jupyter message reaches another room.

All text in here is harmless already: colours and tabs are the only control sequences left in it, and where a
:class:`Stream` begins with a carriage return it takes the place of the unfinished line that its stream stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, ClassVar, Literal

from hotseat import harmless
from hotseat.frozen import frozen


class _Kind:
    """Gives every output its plain form."""

    kind: ClassVar[str]

    def to_dict(self) -> dict[str, Any]:
        """The output as data that JSON can hold; ``kind`` names its class."""
        return {"kind": self.kind, **asdict(self)}  # type: ignore[call-overload]


@frozen
class Stream(_Kind):
    """Text that was printed."""

    name: Literal["stdout", "stderr"]
    text: str
    back: int = 0
    """How many whole lines, which its stream printed last, it takes the place of, besides the unfinished one."""
    kind: ClassVar[str] = "stream"


@frozen
class Result(_Kind):
    """The value of a cell's last line, or of a call of ``display``, as text."""

    count: int | None
    """The cell's number in the kernel, for a value; None for a display."""
    text: str
    about: str = ""
    """What it is, in a line, where that is known: ``ndarray · 3 × 4 · float64``."""
    kind: ClassVar[str] = "result"


@frozen
class Table(_Kind):
    """A table as plain cells. Cells are separated by tabs and rows by line feeds; neither is in a cell."""

    text: str
    """The same as the kernel prints it."""
    head: str
    """The rows of column names; empty where there are none."""
    body: str
    dtypes: str
    """Of each column, those of the index first; empty where they are not known."""
    index: int
    """How many leading cells of each row name it."""
    what: str
    """The name of its class, such as ``DataFrame``; empty where it is not known."""
    rows: int | None
    """In the whole table; None where it is not known."""
    columns: int | None
    """In the whole table, its index not counted; None where it is not known."""
    row_gap: int | None = None
    """Before which row of the body others are left out; None where none are."""
    column_gap: int | None = None
    """Before which column, the index not counted, others are left out; None where none are."""
    kind: ClassVar[str] = "table"


@frozen
class Picture(_Kind):
    """An image."""

    mime: str
    """One of image/png, image/jpeg, image/gif, image/webp and image/svg+xml."""
    data: str
    """The bytes of the file in base64."""
    text: str = ""
    """What stands for it where no image can be shown, such as ``<Figure size 640x480 with 1 Axes>``."""
    kind: ClassVar[str] = "picture"


@frozen
class Markdown(_Kind):
    """Text in Markdown, or a formula in LaTeX."""

    text: str
    formula: bool = False
    """Whether it is LaTeX."""
    kind: ClassVar[str] = "markdown"


@frozen
class Failure(_Kind):
    """An exception that left the cell."""

    name: str
    """The name of its class."""
    message: str
    traceback: str
    """As the kernel words it, in colour."""
    line: int | None = None
    """The line of the cell that it went through last, from 1; None where it cannot be told."""
    kind: ClassVar[str] = "failure"


@frozen
class Clear(_Kind):
    """The cell asks to take away what it has shown so far."""

    wait: bool
    """Only when its next output comes."""
    kind: ClassVar[str] = "clear"


@frozen
class Notice(_Kind):
    """A sentence of our own about the output or the kernel."""

    text: str
    kind: ClassVar[str] = "notice"


@frozen
class Kept(_Kind):
    """The cell prints more than is shown: all of it is kept in a file."""

    file: str
    """The file's name in the folder for whole outputs."""
    text: str
    """The same as a sentence."""
    kind: ClassVar[str] = "kept"


@frozen
class Tail(_Kind):
    """The end so far of what is not shown, while a cell runs; each takes the place of the one before.

    It is for the eye alone: what comes after the cell's end tells the same, and only that is worth keeping.
    """

    text: str
    kind: ClassVar[str] = "tail"


Output = Stream | Result | Table | Picture | Markdown | Failure | Clear | Notice | Kept | Tail
_CLASSES: dict[str, type[Output]] = {
    c.kind: c for c in (Stream, Result, Table, Picture, Markdown, Failure, Clear, Notice, Kept, Tail)
}


def from_dict(data: Mapping[str, Any]) -> Output:
    """The output that ``to_dict`` made this of. Raises ValueError for anything else."""
    fields = dict(data)
    kind = fields.pop("kind", None)
    made = _CLASSES.get(kind) if isinstance(kind, str) else None
    if made is None:
        raise ValueError(f"There is no output of kind {kind!r}; the kinds are {', '.join(_CLASSES)}.")
    numbers = {"count", "line", "rows", "columns", "row_gap", "column_gap"}
    for name, value in fields.items():
        fits = isinstance(value, bool) if name in ("wait", "formula") else isinstance(value, str)
        if name in numbers:
            fits = value is None or (isinstance(value, int) and not isinstance(value, bool))
        if name in ("index", "back"):
            fits = isinstance(value, int) and not isinstance(value, bool)
        if not fits:
            raise ValueError(f"The field {name!r} of an output of kind {kind!r} cannot be {value!r:.60}.")
    try:
        return made(**fields)
    except TypeError:
        raise ValueError(f"These are not the fields of an output of kind {kind!r}: {sorted(fields)}.") from None


def redrawn(before: str, text: str, back: int) -> str:
    """What a stream has printed once more text has come, which takes the place of so many of its last lines."""
    if back:
        rows = before.split("\n")
        before = "".join(f"{row}\n" for row in rows[: max(len(rows) - 1 - back, 0)])
    done, newline, line = before.rpartition("\n")
    return done + newline + harmless.coloured(line + text)


def page(outputs: Iterable[Output]) -> tuple[Output, ...]:
    """What stands there after all these outputs: streams joined, redrawn lines settled, cleared output gone."""
    shown: list[Output] = []
    clear_next = False
    for output in outputs:
        if isinstance(output, Tail):
            continue
        if isinstance(output, Clear):
            clear_next = output.wait
            if not output.wait:
                shown.clear()
            continue
        if clear_next:
            shown.clear()
            clear_next = False
        last = shown[-1] if shown else None
        if isinstance(output, Stream) and isinstance(last, Stream) and last.name == output.name:
            shown[-1] = Stream(output.name, redrawn(last.text, output.text, output.back))
        elif isinstance(output, Stream):
            shown.append(Stream(output.name, redrawn("", output.text, 0)))
        else:
            shown.append(output)
    return tuple(shown)
