"""A table of a cell's output, whole: it scrolls both ways, its head and its index stay in sight."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.coordinate import Coordinate
from textual.screen import ModalScreen
from textual.widgets import DataTable, Static

from hotseat.counted import counted
from hotseat.front.tables import WIDEST, TableView
from hotseat.tui import safe
from hotseat.tui.key_table import TABLE, bindings
from hotseat.tui.theme import palette_of

KEYS = "↑ ↓ ← → move · page keys, home and end leap · esc close"


class TableScreen(ModalScreen[None]):
    """Shows one table until it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*TABLE)

    def __init__(self, view: TableView) -> None:
        super().__init__()
        self._view = view

    def compose(self) -> ComposeResult:
        view = self._view
        with Vertical(classes="dialog full"):
            yield Static(safe.line(f"{view.what} · {view.size}", style="bold $primary"), markup=False)
            table = DataTable[Text](zebra_stripes=True, id="table")
            table.header_height = max(len(view.head) + bool(view.dtypes), 1)
            yield table
            yield Static(id="table-cell", markup=False)
            told = f"{view.left_out} " if view.left_out else ""
            yield Static(Content.styled(f"{told}{KEYS}", "$text-muted"), markup=False)

    def on_mount(self) -> None:
        table, view = self.query_one(DataTable), self._view
        muted = palette_of(self.app.theme, self.app.current_theme.dark).muted
        right = [view.numeric(n) for n in range(view.width)]
        for n in range(view.width):
            if n == view.column_gap:
                table.add_column(Text("…"), key="gap")
            label = Text("\n".join(row[n] for row in view.head), justify="right" if right[n] else "left")
            if view.dtypes:
                label.append(("\n" if view.head else "") + view.dtypes[n], muted)
            table.add_column(label)
        for at, row in enumerate(view.body):
            if at == view.row_gap and at:
                table.add_row(*[Text("⋮", muted)] * len(table.columns))
            table.add_row(*self._cells(row, right))
        if view.row_gap == len(view.body) and view.body:
            table.add_row(*[Text("⋮", muted)] * len(table.columns))
        table.fixed_columns = min(view.index, 3)
        table.focus()

    def _cells(self, row: tuple[str, ...], right: list[bool]) -> list[Text]:
        cells = [
            Text(cell, justify="right" if right[n] else "left", overflow="ellipsis", no_wrap=True)
            for n, cell in enumerate(row)
        ]
        for cell in cells:
            cell.truncate(WIDEST, overflow="ellipsis")
        gap = self._view.column_gap
        return cells if gap is None else [*cells[:gap], Text("…"), *cells[gap:]]

    def on_data_table_cell_highlighted(self, event: DataTable.CellHighlighted) -> None:
        self.query_one("#table-cell", Static).update(self._words(event.coordinate))

    def _words(self, place: Coordinate) -> Content:
        """The cell with the cursor in full, with the names of its row and its column."""
        view, row, column = self._view, place.row, place.column
        gap, row_gap = view.column_gap, view.row_gap
        if row_gap and row == row_gap:
            left = view.rows - len(view.body) if view.rows is not None else None
            told = f"{counted(left, 'row')} {'is' if left == 1 else 'are'}" if left else "Rows are"
            return safe.line(f"{told} not here.", style="$text-muted")
        if gap is not None and column == gap:
            return safe.line("Columns are not here.", style="$text-muted")
        row -= row_gap is not None and 0 < row_gap < row
        column -= gap is not None and column > gap
        if row >= len(view.body):
            return Content("")
        cells = view.body[row]
        name = " ".join(dict.fromkeys(names[column] for names in view.head if names[column])) or (
            "index" if column < view.index else f"column {column - view.index + 1}"
        )
        dtype = f" ({view.dtypes[column]})" if view.dtypes else ""
        at = " ".join(cell for cell in cells[: view.index] if cell) if column >= view.index else ""
        return safe.line(f"{at + ' · ' if at else ''}{name}{dtype}: {cells[column]}", 400)
