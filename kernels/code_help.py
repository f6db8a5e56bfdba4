"""Help with the code that is being written: completion, call tips and documentation, from the kernel or from the text.

The kernel knows the values that are there, and answers on its second thread while a cell runs; where it is not there yet, has
died, or does not answer in time, jedi reads the file instead.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from hotseat import harmless
from hotseat.kernels.static_help import StaticHelp

if TYPE_CHECKING:
    from hotseat.kernels.kernel import Kernel

KERNEL_SECONDS = 0.8
"""How long the kernel is waited for before the text is asked."""
MOST_MATCHES = 3000
KERNEL_CUTS = 500
"""So many names from the kernel are likely not all there are."""
_NAME = re.compile(r"[^\W\d]\w*")
_SIGNATURE = re.compile(
    r"^(?:Init s|S|Call s)ignature:\s*(?P<text>.*?)(?=^[A-Z][A-Za-z ]*:|\Z)", re.MULTILINE | re.DOTALL
)
_DOCSTRING = re.compile(
    r"^(?:Init d|D|Call d)ocstring:\s*(?P<text>.*?)(?=^(?:File|Type|Class docstring|Subclasses):|\Z)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Place:
    """A place in a file of cells."""

    text: str
    """The whole file."""
    cursor: int
    """Characters before the cursor."""
    first: int
    """Where the cell's code begins, in characters."""
    last: int
    """Where it ends."""

    @property
    def cell(self) -> str:
        """The cell's code."""
        return self.text[self.first : self.last]

    @property
    def row(self) -> tuple[int, int]:
        """The cursor's line, from 1, and column, from 0."""
        before = self.text[: self.cursor]
        return before.count("\n") + 1, self.cursor - before.rfind("\n") - 1

    @property
    def prefix(self) -> str:
        """The part of a name before the cursor."""
        found = re.search(r"\w*\Z", self.text[: self.cursor])
        return found[0] if found else ""

    @property
    def attribute(self) -> bool:
        """Whether a name behind a dot is being written."""
        return self.text[: self.cursor - len(self.prefix)].endswith(".")


@dataclass(frozen=True)
class Matches:
    """What can stand in the place of ``text[start:cursor]``."""

    names: tuple[str, ...]
    start: int
    source: str = ""
    """``kernel`` or ``text``."""
    cut: bool = False
    """Whether there are probably more, to be asked for with more of the name."""


class CodeHelp:
    """Asks the kernel first and the text where the kernel does not answer. Everything it returns is harmless text."""

    def __init__(self, kernel: Callable[[], Kernel | None], folder: Path) -> None:
        """``kernel`` gives the live kernel, or None while there is none; ``folder`` is where cells run."""
        self._kernel = kernel
        self._static = StaticHelp(folder)

    async def complete(self, place: Place) -> Matches:
        """The names that fit, those of the file first; none where nothing is known."""
        found = await self._of_kernel(place) or await self._of_text(place)
        own = [] if place.attribute else _own_names(place)
        names = [n for n in dict.fromkeys((*own, *(found.names if found else ()))) if n != place.prefix]
        start = found.start if found and found.names else place.cursor - len(place.prefix)
        return Matches(tuple(names[:MOST_MATCHES]), start, found.source if found else "text", bool(found and found.cut))

    async def _of_kernel(self, place: Place) -> Matches | None:
        kernel = self._alive()
        if kernel is None:
            return None
        try:
            found = await asyncio.wait_for(kernel.complete(place.cell, place.cursor - place.first), KERNEL_SECONDS)
        except TimeoutError:
            return None
        start = place.first + found.start
        typed = place.text[start : place.cursor]
        names = [n for n in found.matches if _shown(n, typed)]
        return Matches(tuple(names), start, "kernel", len(found.matches) >= KERNEL_CUTS) if names else None

    async def _of_text(self, place: Place) -> Matches | None:
        answer = await self._static.ask("complete", place.text, *place.row)
        pairs, typed = answer.get("names"), answer.get("typed")
        if not isinstance(pairs, list) or not isinstance(typed, int):
            return None
        prefix = place.text[place.cursor - typed : place.cursor]
        texts = [str(cast("list[object]", p)[0]) for p in cast("list[object]", pairs) if isinstance(p, list) and p]
        return Matches(tuple(t for t in texts if _shown(t, prefix)), place.cursor - typed, "text")

    async def signature(self, place: Place) -> str:
        """How what is being called at this place is called, one line or two; empty where that is not known."""
        text = _signature(await self._inspected(place))
        if not text:
            text = str((await self._static.ask("signature", place.text, *place.row)).get("text") or "")
        return harmless.plain(text).strip()[:2000]

    async def docs(self, place: Place) -> str:
        """The documentation of the name at this place, as plain text; empty where there is none."""
        text = await self._inspected(place)
        if not text:
            text = str((await self._static.ask("docs", place.text, *place.row)).get("text") or "")
        return harmless.plain(text).strip()

    async def _inspected(self, place: Place) -> str:
        kernel = self._alive()
        if kernel is None:
            return ""
        try:
            return await asyncio.wait_for(kernel.inspect(place.cell, place.cursor - place.first), KERNEL_SECONDS)
        except TimeoutError:
            return ""

    def _alive(self) -> Kernel | None:
        kernel = self._kernel()
        return kernel if kernel is not None and kernel.status in ("ready", "busy") else None

    async def close(self) -> None:
        """End what was started to read the text."""
        await self._static.close()


def _shown(name: str, typed: str) -> bool:
    """Whether a name is worth a line: private ones and magics only once they are begun."""
    last = typed.rpartition(".")[2]
    bare = name.rpartition(".")[2] if "." in typed else name
    if not name or name != harmless.line(name, 200):
        return False
    return (last.startswith("_") or not bare.startswith("_")) and (not name.startswith("%") or typed.startswith("%"))


def _own_names(place: Place) -> list[str]:
    """Names that stand in the file already and begin with what was typed, the nearest before the cursor first."""
    prefix = place.prefix
    if not prefix:
        return []
    before = place.text[: place.cursor - len(prefix)]
    ordered = [*reversed(_NAME.findall(before)), *_NAME.findall(place.text[place.cursor :])]
    return [n for n in dict.fromkeys(ordered) if n.startswith(prefix) and len(n) > len(prefix)]


def _signature(text: str) -> str:
    """The signature out of what the kernel tells of an object, and the first line of its documentation."""
    found = _SIGNATURE.search(text)
    if found is None:
        return ""
    shown = re.sub(r"\( | (?=\))|,(?= ?\))", lambda m: m[0].strip(" ,"), " ".join(found["text"].split()))
    told = _DOCSTRING.search(text)
    first = told["text"].strip().split("\n")[0].strip() if told else ""
    return f"{shown}\n{first}" if first and first != "<no docstring>" else shown
