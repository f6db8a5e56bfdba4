"""What cells have printed, kept within bounds: for each run its head and its tail, and a count of what lies between.

No widget in it, so that a hundred thousand lines a second are a matter of appending strings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain
from typing import Literal, NamedTuple

from rich.cells import cell_len
from textual.content import Content

from hotseat import harmless

HEAD_LINES, HEAD_CHARACTERS = 1_000, 250_000
TAIL_LINES, TAIL_CHARACTERS = 8_000, 750_000
"""Of one run: the first lines and the last ones, a megabyte together."""
LIVE_LINES = 40
"""Lines of what a run prints beyond what is kept here, while it goes on."""
LINE_CHARACTERS = 20_000
"""A longer line is cut, with its length told."""
ALL_CHARACTERS = 4_000_000
"""Of all runs together; the oldest go first."""
Kind = Literal[
    "header", "stdout", "stderr", "result", "error", "notice", "about", "item", "fold", "table", "table-head", "picture"
]
ONE_ROW = frozenset({"header", "item", "fold", "table", "table-head", "picture"})
"""Kinds of lines that are cut at the pane's edge, not folded."""
When = Literal["always", "open", "shut"]
"""A line of something that opens may be shown only while that is open, or only while it is not."""
_SGR = re.compile(r"\x1b\[([0-9;:]*)m")
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;:]{0,24})?$")


class Line(NamedTuple):
    """One line of output, its colour sequences left in."""

    kind: Kind
    text: str
    item: int = 0
    """The number of what the line belongs to, a table, a picture or a traceback; 0 for other lines."""
    row: int = 0
    """Which row of that the line is, where it is painted as wide as the pane."""
    when: When = "always"


class Block:
    """The output of one run of a cell."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.dropped = 0
        """Lines left out between head and tail."""
        self.version = 0
        self._head: list[Line] = [Line("header", title)]
        self._head_size = 0
        self._tail: deque[Line] = deque()
        self._tail_size = 0
        self._live: list[Line] = []
        """The end so far of what is printed beyond this; gone once the run has ended."""
        self._open = ""
        self._open_kind: Kind = "stdout"
        self._begin_again = False
        """A carriage return came last: the next text takes the open line's place."""
        self._rest = ""
        """The beginning of a colour sequence whose end has not come yet."""
        self._colour = ""
        """Colour sequences in force at the end of the last line."""
        self.items: list[int] = []
        """What there is in it to be opened, by number, in order."""
        self.opened: set[int] = set()
        self._width = 0
        """The width for which the rows of each line are known; 0 where they are not."""
        self._head_rows: list[int] = [1]
        self._tail_rows: deque[int] = deque()
        self._starts: list[int] = [0]
        self._laid_out = (-1, -1)

    @property
    def size(self) -> int:
        return self._head_size + self._tail_size + len(self._open)

    def retitle(self, title: str) -> None:
        """Change the header."""
        self.title = title
        self._head[0] = Line("header", title)
        self.version += 1

    def write(self, kind: Kind, text: str, back: int = 0) -> None:
        """Add text as it comes from a program: in pieces, with carriage returns and colours.

        It takes the place of ``back`` whole lines that the same stream printed last, and then of the unfinished one too.
        """
        self.version += 1
        if back and kind == self._open_kind:
            self._take_back(kind, back)
        if kind != self._open_kind:
            self.end_line()
            self._open_kind = kind
        text = self._rest + text.replace("\r\n", "\n")
        self._rest = ""
        if unfinished := _UNFINISHED.search(text):
            text, self._rest = text[: unfinished.start()], unfinished[0]
        if "\r" not in text:
            first, *lines = harmless.coloured(text).split("\n")
            self._extend(first)
            for line in lines:
                self._finish()
                self._extend(line)
            return
        for n, line in enumerate(text.split("\n")):
            if n:
                self._finish()
            for m, piece in enumerate(line.split("\r")):
                self._begin_again = self._begin_again or m > 0
                if clean := harmless.coloured(piece):
                    self._extend(clean)

    def _take_back(self, kind: Kind, count: int) -> None:
        """Take the last lines away, as far as they are of this kind."""
        self._open = self._rest = self._colour = ""
        for _ in range(count):
            lines = self._tail or self._head
            if lines[-1].kind != kind or len(self._head) + len(self._tail) == 1:
                break
            size = len(lines.pop().text) + 1
            (self._tail_rows if lines is self._tail else self._head_rows).pop()
            if lines is self._tail:
                self._tail_size -= size
            else:
                self._head_size -= size

    def live(self, text: str) -> None:
        """Show what a run printed last, below all else and in place of what this showed before; an empty text ends it."""
        self.version += 1
        rows = harmless.plain(text).rstrip("\n").split("\n")[-LIVE_LINES:] if text else []
        self._live = [Line("stdout", row[:LINE_CHARACTERS]) for row in rows]
        if rows:
            self._live.insert(0, Line("notice", "… what is printed now, not all of it shown …"))

    def end_line(self) -> None:
        """Close a line that has no end yet."""
        if self._open:
            self._finish()
        self._open = self._colour = self._rest = ""
        self._begin_again = False

    def add(self, kind: Kind, text: str) -> None:
        """Add whole lines."""
        self.end_line()
        for line in harmless.coloured(text).rstrip("\n").split("\n"):
            self._put(Line(kind, line))
        self.version += 1

    def put(self, lines: Iterable[Line]) -> None:
        """Add lines that are made already; what they belong to can be opened from now on."""
        self.end_line()
        for line in lines:
            self._put(line)
            if line.item and line.item not in self.items[-1:]:
                self.items.append(line.item)
        self.version += 1

    def turn(self, item: int) -> None:
        """Open what is shut, or shut it again."""
        self.opened ^= {item}
        self._width = 0
        self.version += 1

    def row_of(self, item: int, width: int) -> int | None:
        """The first row of the block that shows something of an item; None where nothing of it is kept."""
        self.height(width)
        found = next((n for n, line in enumerate(self.lines()) if line.item == item and self._shows(line)), None)
        return None if found is None else self._starts[found]

    def _shows(self, line: Line) -> bool:
        return line.when == "always" or (line.when == "open") == (line.item in self.opened)

    def _extend(self, text: str) -> None:
        if self._begin_again and text:
            self._open, self._begin_again = "", False
        if len(self._open) <= LINE_CHARACTERS:
            self._open += text if self._open or not text else self._colour + text

    def _finish(self) -> None:
        self._begin_again = False
        if "\x1b" in self._open:
            found = _SGR.findall(self._open)
            since = next((i for i in range(len(found) - 1, -1, -1) if found[i] in ("", "0")), -1) + 1
            self._colour = "".join(f"\x1b[{codes}m" for codes in found[since:][-8:])
        self._put(Line(self._open_kind, self._open))
        self._open = ""

    def _put(self, line: Line) -> None:
        if len(line.text) > LINE_CHARACTERS:
            left = len(line.text) - LINE_CHARACTERS
            line = line._replace(text=f"{line.text[:LINE_CHARACTERS]}… ({left:,} characters more)")
        size = len(line.text) + 1
        rows = self._rows_of(line, self._width) if self._width else 0
        if not self._tail and len(self._head) <= HEAD_LINES and self._head_size + size <= HEAD_CHARACTERS:
            self._head.append(line)
            self._head_rows.append(rows)
            self._head_size += size
            return
        self._tail.append(line)
        self._tail_rows.append(rows)
        self._tail_size += size
        while len(self._tail) > TAIL_LINES or self._tail_size > TAIL_CHARACTERS:
            self._tail_size -= len(self._tail.popleft().text) + 1
            self._tail_rows.popleft()
            self.dropped += 1

    def lines(self) -> Iterator[Line]:
        """All lines as they are shown, with a notice where some were left out."""
        yield from self._head
        if self.dropped:
            yield self._gap()
        yield from self._tail
        if self._open:
            yield Line(self._open_kind, self._open)
        yield from self._live

    def __len__(self) -> int:
        return len(self._head) + bool(self.dropped) + len(self._tail) + bool(self._open) + len(self._live)

    def __getitem__(self, index: int) -> Line:
        if index < len(self._head):
            return self._head[index]
        index -= len(self._head)
        if self.dropped:
            if index == 0:
                return self._gap()
            index -= 1
        if index < len(self._tail):
            return self._tail[index]
        index -= len(self._tail)
        if self._open:
            if index == 0:
                return Line(self._open_kind, self._open)
            index -= 1
        return self._live[index]

    def _gap(self) -> Line:
        return Line("notice", f"… {self.dropped:,} lines are not shown here …")

    def height(self, width: int) -> int:
        """Rows the block takes when lines are folded at ``width`` cells."""
        if self._laid_out != (self.version, width):
            if self._width != width:
                self._width = width
                self._head_rows = [self._rows_of(line, width) for line in self._head]
                self._tail_rows = deque(self._rows_of(line, width) for line in self._tail)
            # Only what can still change is measured at each paint: the rest was when it came.
            after = [Line(self._open_kind, self._open)] if self._open else []
            more = [self._rows_of(line, width) for line in (*after, *self._live)]
            gap = [self._rows_of(self._gap(), width)] if self.dropped else []
            self._starts = [0, *accumulate(chain(self._head_rows, gap, self._tail_rows, more))]
            self._laid_out = (self.version, width)
        return self._starts[-1]

    def _rows_of(self, line: Line, width: int) -> int:
        return rows_of(line, width) if self._shows(line) else 0

    def at(self, row: int, width: int) -> tuple[int, int]:
        """The line at a row, by its index, and which of its folds the row is."""
        self.height(width)
        index = bisect_right(self._starts, row) - 1
        return index, row - self._starts[index]


def rows_of(line: Line, width: int) -> int:
    """Rows that a line takes when it is folded at ``width`` cells."""
    text = line.text
    if width <= 0 or line.kind in ONE_ROW:
        return 1
    if len(text) <= width and text.isascii() and "\t" not in text:
        return 1
    bare = harmless.colours_dropped(text).expandtabs(8)
    cells = cell_len(bare)
    if cells <= width:
        return 1
    return -(-cells // width) if cells == len(bare) else len(Content(bare).fold(width))


class Scrollback:
    """The blocks of all runs, oldest first."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.gone = 0
        """Blocks that were dropped to stay within bounds."""

    def open(self, title: str) -> Block:
        """A block for one more run."""
        if self.blocks:
            self.blocks[-1].end_line()
        self.blocks.append(Block(title))
        while len(self.blocks) > 1 and sum(b.size for b in self.blocks) > ALL_CHARACTERS:
            self.blocks.pop(0)
            self.gone += 1
        return self.blocks[-1]

    def renew(self, block: Block) -> Block:
        """An empty block with the same header in the place of this one."""
        fresh = Block(block.title)
        self.blocks = [fresh if b is block else b for b in self.blocks]
        return fresh

    def height(self, width: int) -> int:
        """Rows of everything, with a blank one between two blocks."""
        return sum(b.height(width) for b in self.blocks) + max(len(self.blocks) - 1, 0)

    def find(self, row: int, width: int) -> tuple[int, Line, int] | None:
        """What stands at a row: the line's number over all blocks, the line, and which of its folds.

        None for a blank row.
        """
        number = 0
        for block in self.blocks:
            height = block.height(width)
            if row < height:
                index, fold = block.at(row, width)
                return number + index, block[index], fold
            row -= height + 1
            number += len(block) + 1
            if row < 0:
                return None
        return None

    def place_of(self, item: int, width: int) -> int | None:
        """The row at which an item begins, over all blocks; None where it is not kept any more."""
        above = 0
        for block in self.blocks:
            if item in block.items:
                row = block.row_of(item, width)
                return None if row is None else above + row
            above += block.height(width) + 1
        return None

    @property
    def items(self) -> list[int]:
        """All that can be opened, from top to bottom."""
        return [item for block in self.blocks for item in block.items]

    def block_at(self, row: int, width: int) -> Block | None:
        """The block at a row, or the one above a blank row; None below all of them."""
        for block in self.blocks:
            row -= block.height(width) + 1
            if row < 0:
                return block
        return None

    def text(self) -> str:
        """Everything as plain text, a blank line between two blocks."""
        parts = ("\n".join(harmless.colours_dropped(line.text) for line in b.lines()) for b in self.blocks)
        return "\n\n".join(parts)
