"""Help while code is written: when names are offered, when a call tip is shown, and what becomes of them as one types on."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from hotseat.tui.code_typing import inside_call

if TYPE_CHECKING:
    from textual.geometry import Offset

    from hotseat.front.service import CodeHelper
    from hotseat.kernels.code_help import Place
    from hotseat.tui.widgets.completions import CallTip, Completions
    from hotseat.tui.widgets.editor import CodeEditor

    Start = Callable[[Coroutine[Any, Any, None]], object]
    """Runs a coroutine and drops the one before it."""

SOON = 0.12
"""Seconds behind a dot after which names are offered: who types on quickly is left alone."""
PATIENCE = 1.0
"""Seconds after which a person is told that it takes a while."""
LOOKING = "Looking through the libraries. The first time takes some seconds; you can write on meanwhile."
T = TypeVar("T")
NOTHING = "Nothing is known of that name: it is not defined yet, or has no documentation."


def place_of(editor: CodeEditor) -> Place:
    """Where the cursor is, in the file and in its cell."""
    from hotseat.kernels.code_help import Place

    lines, cell = editor.text.split("\n"), editor.current_cell()
    row, column = editor.cursor_location
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    marked = lines[cell.first].startswith(("# %%", "#%%"))
    first = starts[min(cell.first + marked, cell.last)]
    cursor = starts[row] + column
    return Place(editor.text, cursor, min(first, cursor), starts[cell.last + 1] - 1)


class CodeAssist:
    """Watches one editor and fills the list and the call tip that lie over it."""

    def __init__(
        self, editor: CodeEditor, names: Completions, tip: CallTip, start: Start, tell: Callable[[str], None]
    ) -> None:
        self.help: CodeHelper | None = None
        """Who knows; None where nobody does."""
        self._editor, self._names, self._tip, self._start, self._tell = editor, names, tip, start, tell
        self._from = (0, 0)
        """Where the name that is completed begins."""
        self._cut = False
        """Whether there are more names than those offered."""
        self._tip_row = 0

    def takes(self, key: str) -> bool:
        """Do what a key means to what lies over the editor; False where it means nothing to it."""
        if self._names.takes(key):
            return True
        shown = key == "escape" and bool(self._tip.display)
        if shown:
            self._tip.hide()
        return shown

    def typed(self, character: str) -> None:
        """A character is in the text."""
        before = self._before()
        if character == "." and re.search(r"[\w)\]'\"]\.$", before) and not re.search(r"(^|\W)\d+\.$", before):
            self._start(self._offer(SOON, asked=False))
        elif character in "(,":
            if self._calls():
                self._start(self._call())
        elif character == ")":
            self._tip.hide()

    def moved(self) -> None:
        """The text or the cursor has changed: what is shown follows, or goes."""
        row, column = self._editor.cursor_location
        if self._names.is_open:
            typed = self._before()[self._from[1] :]
            if row != self._from[0] or column < self._from[1] or not re.fullmatch(r"\w*", typed):
                self._names.hide()
            elif not self._names.narrow(typed) and self._cut:
                self._start(self._offer(0, asked=False))
        if self._tip.display and row != self._tip_row:
            self._tip.hide()

    def away(self) -> None:
        """The editor is left: nothing lies over it any more."""
        self._names.hide()
        self._tip.hide()

    def complete(self) -> None:
        """Offer names because the person asked for them."""
        if self._editor.refuses():
            return
        self._start(self._offer(0, asked=True))

    def take(self, name: str) -> None:
        """Put a name in the place of what is written of it."""
        editor = self._editor
        editor.history.checkpoint()
        editor.replace(name, self._from, editor.cursor_location, maintain_selection_offset=False)
        editor.history.checkpoint()
        if name.endswith("("):
            self._start(self._call())

    async def docs(self) -> tuple[str, str]:
        """A title and the documentation of the name at the cursor."""
        place = place_of(self._editor)
        row = self._editor.document.get_line(self._editor.cursor_location[0])
        before = re.search(r"[\w.]*$", row[: self._editor.cursor_location[1]])
        behind = re.match(r"\w*", row[self._editor.cursor_location[1] :])
        name = (before[0] if before else "") + (behind[0] if behind else "")
        text = await self._awaited(self.help.docs(place)) if self.help else ""
        return name or "Documentation", text or NOTHING

    async def _offer(self, wait: float, *, asked: bool) -> None:
        await asyncio.sleep(wait)
        if self.help is None:
            return
        editor, place = self._editor, place_of(self._editor)
        at = editor.cursor_location
        asking = self.help.complete(place)
        found = await (self._awaited(asking) if asked else asking)
        if editor.cursor_location[0] != at[0] or editor.cursor_location[1] < at[1] or not editor.has_focus:
            return  # The person has gone on elsewhere.
        self._from = (at[0], at[1] - (place.cursor - found.start))
        self._cut = found.cut
        typed = self._before()[self._from[1] :]
        if asked and len(found.names) == 1 and found.names[0].startswith(typed):
            self.take(found.names[0])
        elif found.names and re.fullmatch(r"\w*", typed):
            self._names.open(found.names, typed, self._spot(), asked=asked)

    async def _awaited(self, asking: Coroutine[Any, Any, T]) -> T:
        """What was asked for, with a word once it takes longer than one waits without it."""
        task = asyncio.ensure_future(asking)
        try:
            done, _ = await asyncio.wait([task], timeout=PATIENCE)
            if not done:
                self._tell(LOOKING)
            return await task
        finally:
            task.cancel()

    async def _call(self) -> None:
        editor = self._editor
        if self.help is None:
            return
        at, text = editor.cursor_location, await self.help.signature(place_of(editor))
        if text and editor.has_focus and editor.cursor_location[0] == at[0] and self._calls():
            self._tip_row = at[0]
            self._tip.open(text, self._spot(), editor.region.width)

    def _calls(self) -> bool:
        """Whether the cursor is between the brackets of a call."""
        place = place_of(self._editor)
        return inside_call(place.text[place.first : place.cursor])

    def _before(self) -> str:
        row, column = self._editor.cursor_location
        return self._editor.document.get_line(row)[:column]

    def _spot(self) -> Offset:
        return self._editor.cursor_screen_offset
