"""What one cell has shown and nobody has taken yet: pieces joined, in order, and bounded.

The thread that listens to the kernel adds, the event loop takes. Printed text is joined raw and cleaned only when it is
taken, so that a colour sequence or a redrawn line that two messages share is read as a whole.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from threading import Lock
from typing import Any

from hotseat import harmless
from hotseat.kernels import messages
from hotseat.kernels.outputs import Failure, Notice, Output, Picture, Stream

MOST_PRINTED = 2_000_000
"""Characters of printed text that one cell may hand on; of what follows only the end is."""
MOST_SHOWN = 24_000_000
"""Characters of results, displays and pictures (in base64) that one cell may hand on."""
MOST_FAILURES = 20
TAIL = 8_000
"""Characters kept of the end of printed text that is left out."""
PIECE = 1 << 14
"""Characters of printed text in one output, so that cleaning it takes a moment only."""
_OVERHEAD = 400
"""What one result counts for besides its text."""
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;:]{0,24})?$")
"""A colour sequence whose end is in the next piece."""


class _Text:
    """Printed text that nobody has taken yet."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.parts: list[str] = []
        self.size = 0

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)


class Collector:
    """The outputs of one cell, or of what runs behind the cells."""

    def __init__(self, most_printed: int = MOST_PRINTED) -> None:
        self.count: int | None = None
        """The cell's number in the kernel, once the kernel has begun it."""
        self.over = False
        """The kernel has said that the cell is idle; nothing more will be added."""
        self._lock = Lock()
        self._waiting: deque[_Text | Output] = deque()
        self._printed_left = most_printed
        self._most_printed = most_printed
        self._shown_left = MOST_SHOWN
        self._failures_left = MOST_FAILURES
        self._left_out = 0
        self._end: deque[tuple[str, str]] = deque()
        self._end_size = 0
        self._rest: dict[str, str] = {}
        self._returned: set[str] = set()
        """Streams whose last text ended in a carriage return: their next text redraws the line."""

    def add(self, kind: str, content: Mapping[str, Any]) -> None:
        """Take in one message of the kernel."""
        if kind == "stream":
            printed = messages.printed(content)
            if printed:
                with self._lock:
                    self._print(*printed)
            return
        if kind == "execute_input":
            count = content.get("execution_count")
            self.count = count if isinstance(count, int) else None
            return
        output = messages.output(kind, content, count=self.count)
        if output is not None:
            with self._lock:
                self._show(output)

    def finish(self) -> None:
        """Nothing more comes: add the end of what was left out."""
        with self._lock:
            if self._left_out:
                self._waiting.append(Notice(f"{self._left_out - self._end_size:,} characters are left out here."))
                for name, text in self._end:
                    self._append(name, text)
                self._left_out, self._end_size = 0, 0
                self._end.clear()
            self.over = True

    def renew(self) -> None:
        """As much again may be handed on."""
        with self._lock:
            self._printed_left, self._shown_left, self._failures_left = self._most_printed, MOST_SHOWN, MOST_FAILURES
            self._left_out, self._end_size = 0, 0
            self._end.clear()

    @property
    def empty(self) -> bool:
        """Whether all that was added has been taken."""
        return not self._waiting

    def take(self) -> Output | None:
        """The next output, or None where none waits."""
        while True:
            with self._lock:
                if not self._waiting:
                    return None
                piece = self._waiting.popleft()
            if not isinstance(piece, _Text):
                return piece
            text = self._settled(piece.name, "".join(piece.parts))
            if text:
                return Stream("stderr" if piece.name == "stderr" else "stdout", text)

    def _print(self, name: str, text: str) -> None:
        kept, rest = text[: self._printed_left], text[self._printed_left :]
        self._printed_left -= len(kept)
        self._append(name, kept)
        if not rest:
            return
        if not self._left_out:
            most = f"{self._most_printed / 1_000_000:g} MB"
            self._waiting.append(
                Notice(f"More than {most} of text was printed. What follows is not shown, but its end is.")
            )
        self._left_out += len(rest)
        self._end.append((name, rest[-TAIL:]))
        self._end_size += len(rest[-TAIL:])
        while self._end_size > TAIL:
            first_name, first = self._end.popleft()
            excess = self._end_size - TAIL
            self._end_size -= min(excess, len(first))
            if len(first) > excess:
                self._end.appendleft((first_name, first[excess:]))

    def _append(self, name: str, text: str) -> None:
        for start in range(0, len(text), PIECE):
            part = text[start : start + PIECE]
            last = self._waiting[-1] if self._waiting else None
            if not (isinstance(last, _Text) and last.name == name and last.size + len(part) <= PIECE):
                last = _Text(name)
                self._waiting.append(last)
            last.add(part)

    def _show(self, output: Output) -> None:
        if isinstance(output, Failure):
            self._failures_left -= 1
            if self._failures_left >= 0:
                self._waiting.append(output)
            return
        cost = _OVERHEAD + len(getattr(output, "text", "")) + (len(output.data) if isinstance(output, Picture) else 0)
        if 0 <= self._shown_left < cost:
            self._waiting.append(Notice("The cell has shown very much. Further results and pictures are left out."))
        self._shown_left -= cost
        if self._shown_left >= 0:
            self._waiting.append(output)

    def _settled(self, name: str, text: str) -> str:
        """Clean text; a carriage return leads it where it redraws the line that its stream stands in."""
        text = self._rest.pop(name, "") + text
        if unfinished := _UNFINISHED.search(text):
            text, self._rest[name] = text[: unfinished.start()], unfinished[0]
        if not text:
            return ""
        first = text.partition("\n")[0].rstrip("\r")
        redraws = "\r" in first or (first != "" and name in self._returned)
        if text.rpartition("\n")[2].endswith("\r"):
            self._returned.add(name)
        elif "\n" in text or first:
            self._returned.discard(name)
        clean = harmless.coloured(text)
        return "\r" + clean if redraws and clean else clean
