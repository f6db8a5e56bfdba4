"""What stands among the lines of the output and can be opened: tables, pictures, and tracebacks folded to the person's frames."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from textual.strip import Strip

from hotseat.front.pictures import PictureView
from hotseat.front.tables import Laid, TableView, laid_out
from hotseat.front.tracebacks import Stretch
from hotseat.tui import painting
from hotseat.tui.widgets.scrollback import Line

TABLE_ROWS = 12
"""Rows of a table's body that are shown among the output; opened it shows them all."""
NATURAL = 2_000
"""Cells of the screen within which a table is laid out where it is copied."""
PICTURE_COLUMNS, PICTURE_ROWS = 64, 16
"""Cells that a picture takes among the output at most."""


@dataclass
class TableShown:
    """A table: its caption, and its first and last rows."""

    view: TableView
    _laid: dict[int, Laid] = field(default_factory=dict[int, Laid])

    def laid(self, width: int) -> Laid:
        """The rows shown, within a width in cells."""
        if width not in self._laid:
            if len(self._laid) > 4:
                self._laid.clear()
            self._laid[width] = laid_out(self.view, width, TABLE_ROWS)
        return self._laid[width]

    def rows(self, width: int) -> list[str]:
        """All of its rows of text, head first."""
        laid = self.laid(width)
        return [*laid.head, *([laid.dtypes] if laid.dtypes else []), *laid.body]

    def hint(self, width: int) -> str:
        """What of it is out of sight here, in words."""
        laid, view = self.laid(width), self.view
        seen = view.width - view.index - laid.hidden
        fits = f" · {seen} of {view.width - view.index} columns in sight" if laid.hidden else ""
        if not laid.hidden and not laid.more:
            return "enter opens it"
        return f"enter opens {'more of it' if view.left_out else 'it whole'}{fits}"

    def lines(self, item: int) -> Iterable[Line]:
        """Its lines as they are kept."""
        laid = self.laid(NATURAL)
        heads = len(laid.head) + bool(laid.dtypes)
        yield Line("item", f"▦ {self.view.what} · {self.view.size}", item)
        for n, text in enumerate(self.rows(NATURAL)):
            yield Line("table-head" if n < heads else "table", text, item, n)


@dataclass
class PictureShown:
    """A picture: its caption, and its half blocks where they can be drawn."""

    view: PictureView
    strips: dict[int, list[Strip]] = field(default_factory=dict[int, list[Strip]])
    """By the width of the pane; an empty list where it cannot be drawn."""
    pending: bool = False

    @property
    def height(self) -> int:
        """Rows that are kept free for it."""
        if not painting.installed() or not self.view.paintable:
            return 0
        return painting.rows_for(self.view, PICTURE_COLUMNS, PICTURE_ROWS)[1]

    def size(self, width: int) -> tuple[int, int]:
        """Columns and rows that it takes in a pane of this width."""
        return painting.rows_for(self.view, min(width, PICTURE_COLUMNS), PICTURE_ROWS)

    def hint(self, width: int) -> str:
        return "enter opens it, v in your viewer" if self.height else "enter opens it in your viewer"

    def lines(self, item: int) -> Iterable[Line]:
        """Its lines as they are kept; those of the picture itself are empty."""
        yield Line("item", f"▣ {self.view.words}", item)
        for n in range(self.height):
            yield Line("picture", "", item, n)


@dataclass
class TracebackShown:
    """A traceback with the frames of libraries folded away."""

    stretches: tuple[Stretch, ...]

    def hint(self, width: int) -> str:
        return ""

    def lines(self, item: int) -> Iterable[Line]:
        """Its lines as they are kept, those folded away among them."""
        for stretch in self.stretches:
            if stretch.frames:
                yield Line("fold", f"⋯ {stretch.told} · enter shows them", item, when="shut")
                yield Line("fold", f"⋯ {stretch.told} · enter folds them away", item, when="open")
            for text in stretch.lines:
                yield Line("error", text, item if stretch.frames else 0, when="open" if stretch.frames else "always")


Exhibit = TableShown | PictureShown | TracebackShown
