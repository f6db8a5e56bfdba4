"""The last lines of a stream, for programs that go up in them and write them anew: nested progress bars, rich's live displays.

A terminal would move its cursor; here the moves are carried out on a few kept lines, and what comes of it is told as lines
that take the place of others. Lines are written as a whole: after a carriage return or a move what comes next is a line's
new text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hotseat import harmless

MOST_ROWS = 60
"""Lines that a program can go up."""
LONGEST_ROW = 4_000
"""Characters of one such line."""
_RECENT = 12_000
"""Characters of what was printed last that are kept for the case that a program goes up in it."""
_GOES_UP = re.compile(r"\x1b\[\d{0,4}[AF]")
_MOVE = re.compile(r"\x1b\[(\d{0,4})([ABEFGJK])")


class Redrawn(NamedTuple):
    """Text that takes the place of lines."""

    back: int
    """How many whole lines it takes the place of, besides the unfinished one."""
    text: str


class Recent:
    """What a stream has printed last."""

    def __init__(self) -> None:
        self._text = ""
        """Without moves, as long as none has come."""
        self._rows: list[str] | None = None
        self._row = 0
        self._afresh = False
        """What comes next is the new text of its line."""

    def forget(self) -> None:
        """Something else was shown: no program can go up beyond it."""
        self._text, self._rows, self._row, self._afresh = "", None, 0, False

    def printed(self, clean: str) -> None:
        """Take note of text that was handed on as it came."""
        self._text = (self._text + clean)[-_RECENT:]

    def moved(self, raw: str) -> Redrawn | None:
        """What text that moves in the lines makes of them; None where it does not, and is to be handed on as it is."""
        if self._rows is None:
            if not _GOES_UP.search(raw):
                return None
            self._rows = [harmless.coloured(row) for row in self._text.split("\n")[-MOST_ROWS:]]
            self._text, self._row, self._afresh = "", len(self._rows) - 1, False
        elif self._row == len(self._rows) - 1 and not self._afresh and not _GOES_UP.search(raw):
            self._text, self._rows = "\n".join(self._rows), None
            return None
        last, first = len(self._rows) - 1, self._row
        for part in harmless.moves(raw):
            first = min(first, self._write(part))
        text = "\n".join(self._rows[first:])
        if len(self._rows) > MOST_ROWS:
            gone = len(self._rows) - MOST_ROWS
            del self._rows[:gone]
            self._row = max(self._row - gone, 0)
        return Redrawn(max(last - first, 0), "\r" + text)

    def _write(self, part: str) -> int:
        """Carry out one part; returns the first line it may have changed."""
        assert self._rows is not None
        move = _MOVE.fullmatch(part)
        if part == "\n":
            self._row += 1
            if self._row == len(self._rows):
                self._rows.append("")
            self._afresh = self._rows[self._row] != ""
            return self._row - 1
        if part == "\r":
            self._afresh = True
        elif move is None:
            before = "" if self._afresh else self._rows[self._row]
            self._rows[self._row] = (before + part)[:LONGEST_ROW]
            self._afresh = False
        else:
            self._move(min(int(move[1] or 1), MOST_ROWS), move[1], move[2])
        return self._row

    def _move(self, by: int, said: str, kind: str) -> None:
        assert self._rows is not None
        if kind in "AF":
            self._row, self._afresh = max(self._row - by, 0), True
        elif kind in "BE":
            self._row, self._afresh = min(self._row + by, len(self._rows) - 1), True
        elif kind == "G":
            self._afresh = self._afresh or by == 1
        elif kind == "K" and (said == "2" or self._afresh):
            self._rows[self._row] = ""
        elif kind == "J":
            del self._rows[self._row + 1 :]
            if self._afresh:
                self._rows[self._row] = ""
