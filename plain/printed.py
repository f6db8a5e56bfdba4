"""What cells print, line by line and bounded: a line is said once it is whole, and past a bound only counted.

A progress bar rewrites one line for ever; it is said in its last state. What was left out is told, with how to hear it.
"""

from __future__ import annotations

import base64
import binascii
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hotseat import harmless
from hotseat.counted import counted
from hotseat.front.tracebacks import tidy
from hotseat.front.views import lines_back, run_words
from hotseat.interview.state import CellRecord
from hotseat.plain.values_told import markdown_told, table_told, traceback_told

MOST_LINES = 200
"""Lines of one run that are said as they come."""
MOST_SIGNS = 20_000
"""Characters of one run that are said as they come."""
LONGEST_LINE = 2_000
"""Characters of one line; the rest of it is only counted."""
TAIL = 10
"""Lines of the end that are said when others were left out."""
MOST_UNFINISHED = 100_000
"""Characters of a line without an end that are kept until it ends."""
PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "image/svg+xml": "svg"}

Keep = Callable[[str, bytes], Path]
"""Keeps a picture under a name; returns where it lies. Raises OSError."""


class Printed:
    """Turns the outputs of one run into lines to be said."""

    def __init__(self, run: int, keep: Keep, *, bounded: bool = True) -> None:
        """``keep`` writes pictures to files; not ``bounded``: every line is said."""
        self._run, self._keep = run, keep
        self._bounded = bounded
        self._lines = self._signs = self._pictures = 0
        self._left_out = 0
        self._tail: deque[str] = deque(maxlen=TAIL)
        self._open: dict[str, str] = {}
        """The unfinished line of each stream."""

    def take(self, output: Mapping[str, Any]) -> list[str]:
        """The lines that can be said once this output has come."""
        text = str(output.get("text") or "")
        match output.get("kind"):
            case "stream":
                return self._stream(str(output.get("name", "stdout")), text, lines_back(output))
            case "failure":
                told = str(output.get("traceback") or f"{output.get('name')}: {output.get('message')}")
                told = traceback_told(told, self._run, everything=not self._bounded)
                return [*self.finish(), *self._say(tidy(harmless.plain(told)))]
            case "picture":
                return [*self.finish(), *self._say(self._picture(output, text))]
            case "clear":
                self._open.clear()
                return []
            case "table":
                rows = table_told(output, self._run, everything=not self._bounded)
                return [*self.finish(), *self._say("\n".join(rows))]
            case "markdown":
                return [*self.finish(), *self._say(markdown_told(output))]
            case "result":
                about = str(output.get("about") or "").replace(" × ", " by ").replace(" · ", ", ")
                return [*self.finish(), *(self._say(f"{about}.") if about else []), *self._say(text)]
            case "notice":
                # What the kernel says of the output itself, such as that some of it was left out.
                return [*self.finish(), *harmless.plain(text).rstrip("\n").split("\n")]
            case "kept":
                told = f"{harmless.plain(text)} /output {self._run} whole opens it in your pager."
                return [*self.finish(), told]
            case _:
                return [*self.finish(), *self._say(text)]

    def finish(self) -> list[str]:
        """The lines that never got an end."""
        rest, self._open = [text for text in self._open.values() if text], {}
        return [line for text in rest for line in self._say(text)]

    def end(self) -> list[str]:
        """The last lines, and what was left out."""
        said = self.finish()
        if self._left_out:
            shown = len(self._tail)
            were = "was" if self._left_out == 1 else "were"
            said.append(
                f"{counted(self._left_out, 'more line')} {were} printed; the last {shown} follow. "
                f"/output {self._run} all tells all that is kept."
            )
            said += self._tail
        return said

    def _stream(self, name: str, text: str, back: int = 0) -> list[str]:
        open_rows, newline, _ = self._open.get(name, "").rpartition("\n")
        if back or (newline and text.startswith("\r")):
            # Lines that are written over again and again: only their last state will be said.
            kept = "" if back else open_rows + newline
            self._open[name] = (kept + text.removeprefix("\r"))[-MOST_UNFINISHED:]
            return []
        *whole, rest = (self._open.get(name, "") + text).split("\n")
        # Of a line that is written over again and again only the last state will be said.
        before, again, last = rest.rstrip("\r").rpartition("\r")
        if again and not harmless.plain(last).strip():
            last = before
        ends = "\r" if rest.endswith("\r") else ""
        self._open[name] = (last + ends)[:MOST_UNFINISHED]
        return [line for row in whole for line in self._say(row)]

    def _say(self, text: str) -> list[str]:
        found: list[str] = []
        for line in harmless.plain(text).rstrip("\n").split("\n"):
            row = line.rstrip()
            if self._bounded and len(row) > LONGEST_LINE:
                row = f"{row[:LONGEST_LINE]} … {len(row) - LONGEST_LINE:,} characters more"
            full = self._lines >= MOST_LINES or self._signs + len(row) > MOST_SIGNS
            if self._bounded and (full or self._left_out):
                self._left_out += 1
                self._tail.append(row)
            else:
                self._lines += 1
                self._signs += len(row) + 1
                found.append(row)
        return found

    def _picture(self, output: Mapping[str, Any], text: str) -> str:
        mime = str(output.get("mime", ""))
        told = f"A picture, {harmless.line(text or mime, 80)}"
        self._pictures += 1
        try:
            raw = base64.b64decode(str(output.get("data") or ""), validate=True)
            place = self._keep(f"run-{self._run}-{self._pictures}.{PICTURES[mime]}", raw)
        except (OSError, KeyError, binascii.Error):
            return f"{told}; it could not be kept as a file."
        return f"{told}: {place}"


def whole(cell: CellRecord, keep: Keep, *, everything: bool) -> list[str]:
    """All that a run has printed so far, as lines; bounded unless ``everything`` is asked for."""
    printed = Printed(cell.run, keep, bounded=not everything)
    rows = [row for output in cell.outputs for row in printed.take(output)] + printed.end()
    if cell.dropped:
        rows.append(f"{cell.dropped:,} characters in the middle were not kept.")
    return rows


def kept_in(cell: CellRecord) -> str:
    """The name of the file that has all a run printed, where that is more than is recorded; else an empty text."""
    return next((str(o.get("file") or "") for o in cell.outputs if o.get("kind") == "kept"), "")


def ending(cell: CellRecord) -> str:
    """How a run ended, in a sentence."""
    words = run_words(cell.ending, cell.seconds, None)
    told = f" {cell.sentence}" if cell.sentence and cell.ending not in ("finished", "failed") else ""
    return f"Run {cell.run}, cell {cell.cell + 1}: {words}.{told}"
