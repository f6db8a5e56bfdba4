"""What a kernel sends as HTML, read into plain cells and plain text: nothing of it is rendered or run, and all is bounded."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from hotseat import harmless

LONGEST = 400_000
"""Characters of HTML that are read; longer ones are not."""
MOST_CELLS = 12_000
"""Cells of one table; what follows is left out."""
MOST_COLUMNS = 200
LONGEST_CELL = 200
"""Characters of one cell; a longer one is cut."""
MOST_TEXT = 20_000
"""Characters of text taken out of HTML without a table."""
_SILENT = frozenset({"style", "script", "template", "head", "title", "svg", "math", "noscript"})
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "hr"}
)
_CELLS = frozenset({"td", "th"})
_Spanning = tuple[str, int]
"""The text of a cell that reaches into the next rows, and into how many more."""


@dataclass
class Grid:
    """A table as plain cells; all rows have the same number of them."""

    head: list[list[str]] = field(default_factory=list[list[str]])
    body: list[list[str]] = field(default_factory=list[list[str]])
    index: int = 0
    """How many leading cells of each row name it."""
    around: str = ""
    """The text before and behind the table, on one line."""
    cut: bool = False
    """Whether rows or columns were left out here."""


class _Reader(HTMLParser):
    """Takes the first table, and all text outside of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.grid: Grid | None = None
        self.text: list[str] = []
        self._size = self._width = 0
        self._silent: list[str] = []
        self._depth = 0
        """How many tables are open; tables in cells are text."""
        self._done = self._in_head = False
        self._row: list[str] | None = None
        self._row_heads = 0
        self._leading = True
        self._cell: list[str] | None = None
        self._cell_size = 0
        self._columns = self._rows = 1
        self._spanning: dict[int, _Spanning] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent = [*self._silent, tag][-50:]
        elif tag == "table":
            self._depth += 1
            if self._depth == 1 and not self._done:
                self.grid = self.grid or Grid()
        elif self._depth == 1 and not self._done and tag in ("thead", "tbody", "tr", *_CELLS):
            self._end_cell()
            if tag in _CELLS:
                self._begin_cell(tag, dict(attrs))
                return
            self._end_row()
            if tag == "tr":
                self._row, self._row_heads, self._leading = [], 0, True
            else:
                self._in_head, self._spanning = tag == "thead", {}
        if tag in _BLOCKS:
            self._say("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            if tag in self._silent:
                self._silent.remove(tag)
            return
        if tag == "table" and self._depth:
            self._depth -= 1
            if self._depth == 0 and not self._done:
                self._end_row()
                self._done = True
        elif self._depth == 1 and not self._done:
            if tag in _CELLS:
                self._end_cell()
            elif tag in ("tr", "thead", "tbody"):
                self._end_row()
                self._in_head = self._in_head and tag != "thead"
        if tag in _BLOCKS:
            self._say("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._say(data)

    def finish(self) -> None:
        """All has been read; a table without an end ends here."""
        if self._depth and not self._done:
            self._end_row()

    def _say(self, data: str) -> None:
        if self._cell is not None:
            if self._cell_size <= LONGEST_CELL * 8:
                self._cell.append(data)
                self._cell_size += len(data)
        elif (self._depth == 0 or self._done) and self._size < MOST_TEXT:
            self.text.append(data)
            self._size += len(data)

    def _begin_cell(self, tag: str, attributes: dict[str, str | None]) -> None:
        if self._row is None:
            self._row, self._row_heads, self._leading = [], 0, True
        self._leading = self._leading and tag == "th"
        self._cell, self._cell_size = [], 0
        self._columns = _span(attributes.get("colspan"), MOST_COLUMNS)
        self._rows = _span(attributes.get("rowspan"), MOST_CELLS)

    def _end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        text, self._cell = harmless.line("".join(self._cell)[: LONGEST_CELL * 8], LONGEST_CELL), None
        self._reach_in()
        for n in range(self._columns):
            if len(self._row) >= MOST_COLUMNS:
                self._cut()
                break
            if self._rows > 1:
                self._spanning[len(self._row)] = ("" if n else text, self._rows - 1)
            self._row.append(text if n == 0 or self._in_head else "")
        if self._leading:
            self._row_heads = len(self._row)

    def _reach_in(self) -> None:
        """Fill the places that cells of the rows above reach into; a row's name is told once, as pandas writes it."""
        assert self._row is not None
        while len(self._row) in self._spanning:
            at = len(self._row)
            text, left = self._spanning.pop(at)
            if left > 1:
                self._spanning[at] = (text, left - 1)
            self._row.append("")

    def _end_row(self) -> None:
        self._end_cell()
        row, self._row = self._row, None
        if row is None or self.grid is None:
            return
        self._row = row
        self._reach_in()
        row, self._row = self._row, None
        if not row:
            return
        # Rows are filled up to the longest one, so that is what a row counts for.
        width = max(self._width, len(row))
        if (len(self.grid.head) + len(self.grid.body) + 1) * width > MOST_CELLS:
            self._cut()
            return
        self._width = width
        if self._in_head:
            self.grid.head.append(row)
        else:
            if not self.grid.body:
                self.grid.index = self._row_heads
            self.grid.body.append(row)

    def _cut(self) -> None:
        if self.grid is not None:
            self.grid.cut = True


def _span(value: str | None, most: int) -> int:
    text = (value or "").strip()
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _read(html: str) -> _Reader | None:
    if len(html) > LONGEST:
        return None
    reader = _Reader()
    # Never closed: at its end the parser would go over what is left again and again.
    reader.feed(html)
    reader.finish()
    return reader


def table(html: str) -> Grid | None:
    """The first table in the HTML; None where there is none with a row in it, and for HTML that is too long."""
    if "<table" not in html[:LONGEST].lower() or (reader := _read(html)) is None or reader.grid is None:
        return None
    grid = reader.grid
    width = max((len(row) for row in (*grid.head, *grid.body)), default=0)
    if not width or not (grid.body or any(map(any, grid.head))):
        return None
    for row in (*grid.head, *grid.body):
        row.extend([""] * (width - len(row)))
    grid.index = min(grid.index, width)
    grid.around = harmless.line("".join(reader.text), 300)
    return grid


def text(html: str) -> str:
    """The words in the HTML, without a mark, a style or a script; empty where there are none, and for HTML that is too long."""
    reader = _read(html)
    if reader is None:
        return ""
    rows = (" ".join(row.split()) for row in harmless.plain("".join(reader.text)).split("\n"))
    return "\n".join(row for row in rows if row)
