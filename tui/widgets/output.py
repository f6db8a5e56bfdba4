"""The output pane: a window on the scrollback, painted at most twenty times a second however much is printed."""

from __future__ import annotations

from functools import lru_cache
from time import monotonic
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from hotseat import harmless
from hotseat.tui import safe
from hotseat.tui.key_table import OUTPUT, bindings
from hotseat.tui.theme import PALETTES, Palette, palette_of
from hotseat.tui.widgets.scrollback import Block, Kind, Line, Scrollback

FRAME = 0.05
"""Seconds between two paints."""
SIGNS = {
    "running": "●",
    "waiting": "◌",
    "finished": "✓",
    "failed": "✗",
    "interrupted": "■",
    "timed-out": "■",
    "died": "‼",
    "killed-for-memory": "‼",
    "not-run": "–",
}
"""The sign before a run's header, beside the word that says the same."""


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
        self._runs[run] = self.scrollback.open(_header(status, title))
        self._states[run] = title
        self._follows = True
        self._plan()

    def begin(self, run: int) -> None:
        """Say in the header that a run which waited is under way."""
        self._block(run).retitle(_header("running", self._states.get(run, "")))
        self._plan()

    def write(self, run: int, text: str, stream: str = "stdout") -> None:
        """Add what a program printed on ``stdout`` or ``stderr``."""
        self._block(run).write("stderr" if stream == "stderr" else "stdout", text)
        self._plan()

    def result(self, run: int, text: str) -> None:
        """Add the value of a cell's last expression."""
        self._block(run).add("result", text)
        self._plan()

    def failure(self, run: int, text: str) -> None:
        """Add a traceback."""
        self._block(run).add("error", text)
        self._plan()

    def notice(self, run: int, text: str) -> None:
        """Add a sentence of the program's own."""
        self._block(run).add("notice", text)
        self._plan()

    def kept(self, run: int, file: str, text: str) -> None:
        """Say that all a run prints is kept in a file, and how to see it."""
        self._whole[run] = file
        self.notice(run, f"{text} O opens it.")
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
        block.retitle(_header(status, f"{self._states.get(run, '')} · {words}"))
        self._plan()

    def clear(self) -> None:
        """Forget everything."""
        self.scrollback = Scrollback()
        self._runs.clear()
        self._states.clear()
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
        self.virtual_size = Size(width, self.scrollback.height(width))
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
        text = _styled(line, palette.name)
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(number)) is not None:
            start, end = span
            chosen = self.screen.get_component_rich_style("screen--selection")
            text = text.copy()
            text.stylize(chosen, start, len(text) if end == -1 else end)
        offset, part = _fold(text, width, fold, line.kind)
        strip = Strip(part.render(self.app.console)).adjust_cell_length(self.size.width, None)
        return strip.apply_style(ground + _ground(line.kind, palette)).apply_offsets(offset, number)


def _header(status: str, title: str) -> str:
    words = f" · {status}" if status in ("running", "waiting") else ""
    return f"{SIGNS.get(status, '●')} {harmless.line(title)}{words}"


def _ground(kind: Kind, palette: Palette) -> Style:
    return Style(bgcolor=palette.raised, bold=True) if kind == "header" else Style()


@lru_cache(2048)
def _styled(line: Line, palette_name: str) -> Text:
    palette = PALETTES[palette_name]
    base = {
        "header": Style(color=palette.text, bold=True),
        "stdout": Style(color=palette.text),
        "stderr": Style(color=palette.warn),
        "result": Style(color=palette.sky),
        "error": Style(color=palette.text),
        "notice": Style(color=palette.muted, italic=True),
    }[line.kind]
    text = safe.ansi(line.text, palette.terminal())
    if line.kind == "header":
        sign = {"✓": palette.good, "✗": palette.bad, "‼": palette.bad, "■": palette.warn}
        text.stylize(Style(color=sign.get(line.text[:1], palette.ember)), 0, 1)
    text.expand_tabs(8)
    text.stylize_before(base)
    text.end = ""
    return text


def _fold(text: Text, width: int, fold: int, kind: Kind) -> tuple[int, Text]:
    """The part of a line that one row shows, and the number of characters before it."""
    if kind == "header":
        part = text.copy()
        part.truncate(width, overflow="ellipsis")
        return 0, part
    if text.cell_len == len(text):
        return fold * width, text[fold * width : (fold + 1) * width]
    rows = Content(text.plain).fold(width)
    before = sum(len(row) for row in rows[:fold])
    return before, text[before : before + len(rows[fold])] if fold < len(rows) else Text("")
