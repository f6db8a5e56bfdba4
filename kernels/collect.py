"""What one cell has shown and nobody has taken yet: pieces joined, in order, and bounded.

The thread that listens to the kernel adds, the event loop takes. What is too much to hand on goes to a file, and past the
file's bound the cell has to be stopped. Printed text is joined raw and cleaned only when it is
taken, so that a colour sequence or a redrawn line that two messages share is read as a whole.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from hotseat import harmless
from hotseat.kernels import messages, spill
from hotseat.kernels.outputs import Failure, Kept, Notice, Output, Stream, Tail
from hotseat.kernels.redraw import Recent
from hotseat.kernels.spill import Spill

MOST_PRINTED = 1_000_000
"""Characters of printed text that one cell may hand on; of what follows only the end is."""
MOST_SHOWN = 24_000_000
"""Characters of results, displays and pictures (in base64) that one cell may hand on."""
MOST_FAILURES = 20
TAIL = 64_000
"""Characters kept of the end of printed text that is left out."""
GLIMPSE = 4_000
"""Characters of that end which are shown while the cell runs."""
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

    def __init__(self, most_printed: int = MOST_PRINTED, folder: Path | None = None) -> None:
        """``folder`` takes the file with all that was printed, where that is more than ``most_printed`` characters."""
        self.count: int | None = None
        """The cell's number in the kernel, once the kernel has begun it."""
        self.over = False
        """The kernel has said that the cell is idle; nothing more will be added."""
        self.too_much = False
        """It prints more than the disk is to hold: stop it."""
        self._folder = folder
        self._head: list[str] | None = [] if folder is not None else None
        """What was printed so far, as long as it has not been written to the file."""
        self._spill: Spill | None = None
        self._warned = False
        """It was said that what follows is not shown, where there is no file."""
        self._told = False
        """It was said that nothing more is kept in the file."""
        self._unseen = False
        """The end of what is left out has changed since it was handed on."""
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
        self._recent: dict[str, Recent] = {}
        """By stream, what it printed last, for programs that go up in it."""
        self._returned: set[str] = set()
        """Streams whose last text ended in a carriage return: their next text redraws the line."""

    def add(self, kind: str, content: Mapping[str, Any]) -> None:
        """Take in one message of the kernel."""
        if kind == "stream":
            printed = messages.printed(content)
            if printed:
                with self._lock:
                    overflows = self._print(*printed)
                self._keep(printed[1], overflows)
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
        if self._spill is not None:
            self._spill.close()
        self._head = None
        with self._lock:
            self._hand_on_the_end()
            self.over = True

    def renew(self) -> None:
        """As much again may be handed on."""
        with self._lock:
            self._printed_left, self._shown_left, self._failures_left = self._most_printed, MOST_SHOWN, MOST_FAILURES
            self._left_out, self._end_size = 0, 0
            self._end.clear()
            self._warned = False

    @property
    def empty(self) -> bool:
        """Whether all that was added has been taken."""
        return not self._waiting and not self._unseen

    def take(self) -> Output | None:
        """The next output, or None where none waits."""
        while True:
            with self._lock:
                if not self._waiting:
                    return self._glimpse()
                piece = self._waiting.popleft()
            if not isinstance(piece, _Text):
                self._forget_recent("")
                return piece
            self._forget_recent(piece.name)
            stream = self._settled(piece.name, "".join(piece.parts))
            if stream is not None:
                return stream

    def _print(self, name: str, text: str) -> bool:
        """Take in printed text; whether some of it is more than may be handed on."""
        kept, rest = text[: self._printed_left], text[self._printed_left :]
        self._printed_left -= len(kept)
        self._append(name, kept)
        if not rest:
            return False
        if not self._warned and self._folder is None:
            self._warned = True
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
        self._unseen = True
        return True

    def _keep(self, text: str, overflows: bool) -> None:
        """Write what was printed to the file, where it is too much to hand on; in the thread that adds, outside the lock."""
        if self._head is not None:
            self._head.append(text)
            if overflows:
                self._begin_file(self._head)
                self._head = None
            return
        file = self._spill
        if file is None:
            return
        file.write(text)
        if file.full and not self.too_much:
            self.too_much = True
            most = spill.MOST // 1_000_000
            self.say(Notice(f"The cell has printed more than the {most:,} MB that are kept, and is interrupted."))
        elif file.fault and not self._told:
            self._told = True
            self.say(Notice(f"What follows cannot be kept on disk: {file.fault}. Its end is shown."))

    def _begin_file(self, so_far: list[str]) -> None:
        assert self._folder is not None
        shown = f"{self._most_printed / 1_000_000:g} MB"
        try:
            self._spill = Spill(self._folder)
        except OSError as fault:
            why = fault.strerror or str(fault)
            told = (
                f"More than {shown} was printed. What follows is not shown, but its end is; it cannot be kept: {why}."
            )
            self.say(Notice(told))
            return
        most = spill.MOST // 1_000_000
        told = (
            f"More than {shown} was printed: its beginning and its end are shown. All of it is kept, up to {most:,} MB."
        )
        self.say(Kept(self._spill.file, told))
        for text in so_far:
            self._spill.write(text)

    def _hand_on_the_end(self) -> None:
        """Hand on the end of what was left out so far. The lock is held."""
        self._unseen = False
        if self._left_out:
            if hidden := self._left_out - self._end_size:
                self._waiting.append(Notice(f"{hidden:,} characters are not shown here."))
            for name, text in self._end:
                self._append(name, text)
            self._left_out, self._end_size = 0, 0
            self._end.clear()

    def say(self, output: Output) -> None:
        """Add something of our own."""
        with self._lock:
            self._waiting.append(output)

    def _glimpse(self) -> Tail | None:
        """The end so far of what is left out, where it has changed. The lock is held."""
        if not self._unseen:
            return None
        self._unseen = False
        parts, size = list[str](), 0
        for _, text in reversed(self._end):
            parts.append(text[-(GLIMPSE - size) :])
            size += len(parts[-1])
            if size >= GLIMPSE:
                break
        text = harmless.plain("".join(reversed(parts)))
        _, newline, rest = text.partition("\n")
        return Tail(rest if newline and size >= GLIMPSE else text)  # a line that is cut is left out

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
                self._hand_on_the_end()  # a traceback stands below what was printed before it
                self._waiting.append(output)
            return
        cost = _OVERHEAD + sum(len(value) for value in vars(output).values() if isinstance(value, str))
        if 0 <= self._shown_left < cost:
            self._waiting.append(Notice("The cell has shown very much. Further results and pictures are left out."))
        self._shown_left -= cost
        if self._shown_left >= 0:
            self._waiting.append(output)

    def _forget_recent(self, name: str) -> None:
        """Something else than this stream is shown: what others printed is above it for good."""
        for other, recent in self._recent.items():
            if other != name:
                recent.forget()

    def _settled(self, name: str, text: str) -> Stream | None:
        """Clean text; a carriage return leads it where it redraws the line that its stream stands in."""
        text = self._rest.pop(name, "") + text
        if unfinished := _UNFINISHED.search(text):
            text, self._rest[name] = text[: unfinished.start()], unfinished[0]
        if not text:
            return None
        stream = "stderr" if name == "stderr" else "stdout"
        recent = self._recent.setdefault(name, Recent())
        moved = recent.moved(text)
        if moved is not None:
            self._returned.discard(name)
            return Stream(stream, moved.text, moved.back)
        first = text.partition("\n")[0].rstrip("\r")
        redraws = "\r" in first or (first != "" and name in self._returned)
        if text.rpartition("\n")[2].endswith("\r"):
            self._returned.add(name)
        elif "\n" in text or first:
            self._returned.discard(name)
        clean = harmless.coloured(text)
        clean = "\r" + clean if redraws and clean else clean
        recent.printed(clean)
        return Stream(stream, clean) if clean else None
