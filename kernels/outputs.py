"""What a cell shows, in the words of this project: no Jupyter message reaches another room.

All text in here is harmless already: colours and tabs are the only control sequences left in it, and where a
:class:`Stream` begins with a carriage return it takes the place of the unfinished line that its stream stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Literal

from hotseat import harmless


class _Kind:
    """Gives every output its plain form."""

    kind: ClassVar[str]

    def to_dict(self) -> dict[str, Any]:
        """The output as data that JSON can hold; ``kind`` names its class."""
        return {"kind": self.kind, **asdict(self)}  # type: ignore[call-overload]


@dataclass(frozen=True)
class Stream(_Kind):
    """Text that was printed."""

    name: Literal["stdout", "stderr"]
    text: str
    kind: ClassVar[str] = "stream"


@dataclass(frozen=True)
class Result(_Kind):
    """The value of a cell's last line, or of a call of ``display``, as text."""

    count: int | None
    """The cell's number in the kernel, for a value; None for a display."""
    text: str
    kind: ClassVar[str] = "result"


@dataclass(frozen=True)
class Picture(_Kind):
    """An image."""

    mime: str
    """One of image/png, image/jpeg, image/gif, image/webp and image/svg+xml."""
    data: str
    """The bytes of the file in base64."""
    text: str = ""
    """What stands for it where no image can be shown, such as ``<Figure size 640x480 with 1 Axes>``."""
    kind: ClassVar[str] = "picture"


@dataclass(frozen=True)
class Markdown(_Kind):
    """Text in Markdown, or a formula in LaTeX."""

    text: str
    kind: ClassVar[str] = "markdown"


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Clear(_Kind):
    """The cell asks to take away what it has shown so far."""

    wait: bool
    """Only when its next output comes."""
    kind: ClassVar[str] = "clear"


@dataclass(frozen=True)
class Notice(_Kind):
    """A sentence of our own about the output or the kernel."""

    text: str
    kind: ClassVar[str] = "notice"


@dataclass(frozen=True)
class Kept(_Kind):
    """The cell prints more than is shown: all of it is kept in a file."""

    file: str
    """The file's name in the folder for whole outputs."""
    text: str
    """The same as a sentence."""
    kind: ClassVar[str] = "kept"


@dataclass(frozen=True)
class Tail(_Kind):
    """The end so far of what is not shown, while a cell runs; each takes the place of the one before.

    It is for the eye alone: what comes after the cell's end tells the same, and only that is worth keeping.
    """

    text: str
    kind: ClassVar[str] = "tail"


Output = Stream | Result | Picture | Markdown | Failure | Clear | Notice | Kept | Tail
_CLASSES: dict[str, type[Output]] = {
    c.kind: c for c in (Stream, Result, Picture, Markdown, Failure, Clear, Notice, Kept, Tail)
}


def from_dict(data: Mapping[str, Any]) -> Output:
    """The output that ``to_dict`` made this of. Raises ValueError for anything else."""
    fields = dict(data)
    kind = fields.pop("kind", None)
    made = _CLASSES.get(kind) if isinstance(kind, str) else None
    if made is None:
        raise ValueError(f"There is no output of kind {kind!r}; the kinds are {', '.join(_CLASSES)}.")
    numbers = {"count", "line"}
    for name, value in fields.items():
        fits = isinstance(value, bool) if name == "wait" else isinstance(value, str)
        if name in numbers:
            fits = value is None or (isinstance(value, int) and not isinstance(value, bool))
        if not fits:
            raise ValueError(f"The field {name!r} of an output of kind {kind!r} cannot be {value!r:.60}.")
    try:
        return made(**fields)
    except TypeError:
        raise ValueError(f"These are not the fields of an output of kind {kind!r}: {sorted(fields)}.") from None


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
            done, newline, line = last.text.rpartition("\n")
            shown[-1] = Stream(output.name, done + newline + harmless.coloured(line + output.text))
        else:
            shown.append(output)
    return tuple(shown)
