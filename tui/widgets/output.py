"""The output pane: a window on the scrollback, painted at most twenty times a second however much is printed."""

from __future__ import annotations

from functools import partial
from itertools import count
from time import monotonic
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from hotseat import harmless
from hotseat.front.pictures import PictureView
from hotseat.front.tables import TableView
from hotseat.front.tracebacks import stretches, tidy
from hotseat.tui import painting
from hotseat.tui.key_table import OUTPUT, bindings, capital_of
from hotseat.tui.theme import palette_of
from hotseat.tui.widgets.exhibits import Exhibit, PictureShown, TableShown, TracebackShown
from hotseat.tui.widgets.outputlines import MARKDOWN_COLUMNS, as_ansi, fold_of, ground_of, header, styled
from hotseat.tui.widgets.scrollback import Block, Line, Scrollback

FRAME = 0.05
"""Seconds between two paints."""
MOST_LARGE = 100
"""Tables and pictures that can be opened; of older ones only the lines are kept."""


class Output(ScrollView):
    """Shows what cells print. Keeps to the bottom until the person scrolls up."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*OUTPUT)
    BORDER_TITLE = "Output"

    class WholeAsked(Message):
        """All that a run has printed is to be shown."""

        def __init__(self, file: str) -> None:
            super().__init__()
            self.file = file
            """The file's name, as the run's output of the kind ``kept`` gives it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.scrollback = Scrollback()
        self._runs: dict[int, Block] = {}
        self._states: dict[int, str] = {}
        self._exhibits: dict[int, Exhibit] = {}
        """What there is to be opened, by number, oldest first."""
        self._numbers = count(1)
        self._chosen = 0
        """What enter opens; 0 where nothing is."""
        self._whole: dict[int, str] = {}
        """By run, the file that holds all it has printed, where that is more than is shown."""
        self._follows = True
        self._painted = 0.0
        self._due = False
        self._painting = False

    def on_mount(self) -> None:
        self.watch(self.app, "theme", self._repaint, init=False)

    def open(self, run: int, title: str, status: str = "running") -> None:
        """Begin the output of a run under a header; ``status`` is "waiting" where others run before it."""
        self._runs[run] = self.scrollback.open(header(status, title))
        self._states[run] = title
        if self._exhibits:
            kept = set(self.scrollback.items)
            self._exhibits = {item: shown for item, shown in self._exhibits.items() if item in kept}
        self._follows = True
        self._plan()

    def begin(self, run: int) -> None:
        """Say in the header that a run which waited is under way."""
        self._block(run).retitle(header("running", self._states.get(run, "")))
        self._plan()

    def write(self, run: int, text: str, stream: str = "stdout", back: int = 0) -> None:
        """Add what a program printed on ``stdout`` or ``stderr``, in the place of its last ``back`` lines."""
        self._block(run).write("stderr" if stream == "stderr" else "stdout", text, back)
        self._plan()

    def result(self, run: int, text: str, about: str = "") -> None:
        """Add the value of a cell's last expression, below a line about what it is."""
        if about:
            self._block(run).add("about", about)
        self._block(run).add("result", text)
        self._plan()

    def markdown(self, run: int, text: str) -> None:
        """Add text in Markdown, laid out as wide as the pane is now."""
        self._block(run).add("stdout", as_ansi(text, min(self._width, MARKDOWN_COLUMNS)))
        self._plan()

    def table(self, run: int, view: TableView) -> None:
        """Add a table."""
        self._put(run, TableShown(view))

    def picture(self, run: int, view: PictureView) -> None:
        """Add a picture."""
        self._put(run, PictureShown(view))

    def failure(self, run: int, text: str) -> None:
        """Add a traceback, the frames of libraries folded away."""
        text = tidy(harmless.coloured(text))
        parts = stretches(text)
        if any(part.frames for part in parts):
            self._put(run, TracebackShown(parts))
        else:
            self._block(run).add("error", text)
            self._plan()

    def _put(self, run: int, exhibit: Exhibit) -> None:
        item = next(self._numbers)
        self._exhibits[item] = exhibit
        large = [n for n, shown in self._exhibits.items() if not isinstance(shown, TracebackShown)]
        for n in large[:-MOST_LARGE]:
            del self._exhibits[n]
        self._chosen = item
        self._block(run).put(exhibit.lines(item))
        self._plan()

    def action_choose(self, by: int) -> None:
        """Go to the next thing that can be opened, or to the one before."""
        items = [item for item in self.scrollback.items if item in self._exhibits]
        if not items:
            return
        at = items.index(self._chosen) + by if self._chosen in items else len(items) - 1
        self._chosen = items[min(max(at, 0), len(items) - 1)]
        row = self.scrollback.place_of(self._chosen, self._width)
        if row is not None:
            self._follows = False
            self.scroll_to(y=max(row - 2, 0), animate=False)
        self.refresh()

    def action_open_chosen(self) -> None:
        """Open the table or the picture that is chosen, or unfold the traceback."""
        match self._exhibits.get(self._chosen):
            case TableShown(view=view):
                from hotseat.tui.screens.table import TableScreen

                self.app.push_screen(TableScreen(view))
            case PictureShown(view=view) as shown:
                if shown.height:
                    from hotseat.tui.screens.picture import PictureScreen

                    self.app.push_screen(PictureScreen(view))
                else:
                    self.action_view_chosen()
            case TracebackShown():
                block = next((b for b in self.scrollback.blocks if self._chosen in b.items), None)
                if block is not None:
                    block.turn(self._chosen)
                    self._plan()
            case None:
                pass

    def action_view_chosen(self) -> None:
        """Open the chosen picture in the system's viewer."""
        shown = self._exhibits.get(self._chosen)
        if isinstance(shown, PictureShown):
            from hotseat.tui.screens.picture import open_in_viewer

            open_in_viewer(self, shown.view)

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked at; open it where that is a line that says so."""
        place = event.get_content_offset(self)
        found = self.scrollback.find(self.scroll_offset.y + place.y, self._width) if place is not None else None
        if self.text_selection is None and found is not None and found[1].item in self._exhibits:
            self._chosen = found[1].item
            self.refresh()
            if found[1].kind in ("item", "fold", "picture"):
                self.action_open_chosen()

    def notice(self, run: int, text: str) -> None:
        """Add a sentence of the program's own."""
        self._block(run).add("notice", text)
        self._plan()

    def kept(self, run: int, file: str, text: str) -> None:
        """Say that all a run prints is kept in a file, and how to see it."""
        self._whole[run] = file
        self.notice(run, f"{text} {capital_of(self.app, 'output.whole')} opens it.")
        self.refresh_bindings()

    def tail(self, run: int, text: str) -> None:
        """Show what a run prints beyond what is shown, for the time being."""
        self._block(run).live(text)
        self._plan()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._whole) if action == "open_whole" else True

    def action_open_whole(self) -> None:
        """Ask for all that the run in the middle of the pane has printed, or else the last run that has a file."""
        at = self.scrollback.block_at(self.scroll_offset.y + self.size.height // 2, self._width)
        found = [run for run in self._whole if self._runs.get(run) is at] or list(self._whole)
        self.post_message(self.WholeAsked(self._whole[found[-1]]))

    def wipe(self, run: int) -> None:
        """Take away what a run has shown so far."""
        self._runs[run] = self.scrollback.renew(self._block(run))
        self._plan()

    def end(self, run: int, status: str, words: str) -> None:
        """Say in the header how a run ended."""
        block = self._block(run)
        block.live("")
        block.end_line()
        block.retitle(header(status, f"{self._states.get(run, '')} · {words}"))
        self._plan()

    def clear(self) -> None:
        """Forget everything."""
        self.scrollback = Scrollback()
        self._runs.clear()
        self._states.clear()
        self._exhibits.clear()
        self._whole.clear()
        self._plan()

    def _repaint(self) -> None:
        self.refresh()

    def _block(self, run: int) -> Block:
        if run not in self._runs:
            self.open(run, f"Run {run}")
        return self._runs[run]

    def _plan(self) -> None:
        if self._due or not self.is_mounted:
            return
        self._due = True
        self.set_timer(max(FRAME - (monotonic() - self._painted), 0.001), self._paint)

    def _paint(self) -> None:
        self._due, self._painted, self._painting = False, monotonic(), True
        width = self._width
        height = self.scrollback.height(width)
        if height or self.virtual_size.height:
            self.virtual_size = Size(width, height)
        if self._follows:
            # Forced, because the scrollbar of a pane that has just grown is not there yet.
            self.scroll_to(y=self.max_scroll_y, animate=False, immediate=True, force=True)
        self._painting = False
        self.refresh()

    @property
    def _width(self) -> int:
        return max(self.scrollable_content_region.width, 1)

    def on_resize(self) -> None:
        self._paint()

    def on_show(self) -> None:
        self._paint()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if not self._painting:
            self._follows = new_value >= self.max_scroll_y

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        return selection.extract(self.scrollback.text()), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width, ground = self._width, self.rich_style
        found = self.scrollback.find(self.scroll_offset.y + y, width)
        if found is None:
            return Strip.blank(self.size.width, ground)
        number, line, fold = found
        palette = palette_of(self.app.theme, self.app.current_theme.dark)
        exhibit = self._exhibits.get(line.item)
        if line.kind == "picture" and isinstance(exhibit, PictureShown):
            return self._picture_row(exhibit, line.row, width).apply_style(ground)
        text = styled(self._as_wide_as(line, exhibit, width), palette.name)
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(number)) is not None:
            start, end = span
            chosen = self.screen.get_component_rich_style("screen--selection")
            text = text.copy()
            text.stylize(chosen, start, len(text) if end == -1 else end)
        offset, part = fold_of(text, width, fold, line.kind)
        strip = Strip(part.render(self.app.console)).adjust_cell_length(self.size.width, None)
        return strip.apply_style(ground + ground_of(line.kind, palette)).apply_offsets(offset, number)

    def _as_wide_as(self, line: Line, exhibit: Exhibit | None, width: int) -> Line:
        """The line of something that opens, as it is told in a pane of this width."""
        if exhibit is None or line.kind not in ("item", "table", "table-head"):
            return line
        if line.kind == "item":
            chosen = line.item == self._chosen and self.has_focus
            return line._replace(text=f"{'▸ ' if chosen else ''}{line.text} · {exhibit.hint(width)}")
        rows = exhibit.rows(width) if isinstance(exhibit, TableShown) else []
        return line._replace(text=rows[line.row]) if line.row < len(rows) else line

    def _picture_row(self, shown: PictureShown, row: int, width: int) -> Strip:
        """One row of a picture; it is drawn in another thread first."""
        if (strips := shown.strips.get(width)) is None:
            if not shown.pending:
                shown.pending = True
                self.run_worker(partial(self._draw, shown, width), thread=True, exit_on_error=False, group="pictures")
            strips = []
        strip = strips[row] if row < len(strips) else Strip.blank(0)
        return strip.adjust_cell_length(self.size.width)

    def _draw(self, shown: PictureShown, width: int) -> None:
        try:
            drawn = painting.in_blocks(shown.view, self.app, *shown.size(width))
        except (painting.NotAPicture, ImportError):
            drawn = []
        self.app.call_from_thread(self._drawn, shown, width, drawn)

    def _drawn(self, shown: PictureShown, width: int, strips: list[Strip]) -> None:
        shown.pending = False
        if len(shown.strips) > 3:
            shown.strips.clear()
        shown.strips[width] = strips
        self.refresh()
