"""What both text boxes have in common: our colours, a still cursor, harmless pastes, and keys done in their order."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from time import monotonic
from typing import Any

from textual import events
from textual.binding import BindingsMap
from textual.document._syntax_aware_document import SyntaxAwareDocument
from textual.timer import Timer
from textual.widgets import TextArea

from hotseat import harmless
from hotseat.tui.theme import PALETTES, palette_of

AROUND = 150
"""Rows above and below those in sight that are coloured with them."""


class TextField(TextArea):
    """A text area for people who type faster than a busy screen paints.

    Textual puts letters in at once, but lets keys that have a binding, such as backspace, go up through the screen
    first; when many keys wait, a letter typed after a backspace overtakes it. Here both are done in their order.
    """

    def __init__(self, text: str = "", **options: Any) -> None:
        super().__init__(text, **options)
        # A cursor that blinks repaints twice a second for as long as the app stands idle.
        self.cursor_blink = False
        self._coloured = range(0)
        """The rows whose colours are known."""
        self._bound: tuple[Mapping[str, str], BindingsMap] | None = None
        """The keymap that the bindings were last looked up for, and what they were."""
        self._timer: Timer | None = None
        """Posts what is typed."""
        self._unposted_since: float | None = None
        for palette in PALETTES.values():
            self.register_theme(palette.text_area())

    def flush(self) -> None:
        """Post what has been typed since it was posted last, now."""

    def post_later(self, pause: float, longest: float) -> None:
        """Post what is typed after so many seconds without a key, and while keys go on coming after so many at the longest."""
        if self._timer:
            self._timer.stop()
        if self._unposted_since is None:
            self._unposted_since = monotonic()
        left = self._unposted_since + longest - monotonic()
        if left <= 0:
            self.flush()
        else:
            self._timer = self.set_timer(min(pause, left), self.flush)

    def taken(self) -> None:
        """What was typed up to now need not be posted any more."""
        if self._timer:
            self._timer.stop()
        self._unposted_since = None

    def on_mount(self) -> None:
        self.watch(self.app, "theme", self._retheme)

    def _retheme(self) -> None:
        self.theme = palette_of(self.app.theme, self.app.current_theme.dark).name

    async def _on_key(self, event: events.Key) -> None:
        for binding in self._own().key_to_bindings.get(event.key, ()):
            if binding.priority:
                continue
            event.prevent_default().stop()
            await self.run_action(binding.action)
            return

    def _recompute_cursor_offset(self) -> None:
        """Where the cursor is in sight. An undo asks for it while the cursor still stands in text that is gone already."""
        location = self.clamp_visitable(self.cursor_location)
        self._cursor_offset = self.wrapped_document.location_to_offset(location)

    def _build_highlight_map(self) -> None:
        """Colour what is in sight and some rows around it: a long file would take tens of milliseconds at every key."""
        count, document = self.document.line_count, self.document
        if count <= 2 * AROUND or not isinstance(document, SyntaxAwareDocument):
            self._coloured = range(count)
            super()._build_highlight_map()
            return
        top = self.scroll_offset.y
        self._coloured = range(max(0, top - AROUND), min(count, top + self.size.height + AROUND))
        ends = {"start_point": (self._coloured.start, 0), "end_point": (self._coloured.stop, 0)}
        whole = document.query_syntax_tree
        document.query_syntax_tree = partial(whole, **ends)  # type: ignore[method-assign]
        try:
            super()._build_highlight_map()
        finally:
            del document.query_syntax_tree  # type: ignore[method-assign]

    def colour(self, row: int) -> None:
        """Make sure that the colours of a row are known; to be called before it is painted."""
        if row not in self._coloured and row < self.document.line_count:
            self._build_highlight_map()

    def _own(self) -> BindingsMap:
        """The field's own bindings, with the keys that the person's settings give them."""
        keymap = self.app._keymap  # pyright: ignore[reportPrivateUsage]
        if self._bound is None or self._bound[0] is not keymap:
            bound = self._bindings.copy()
            if keymap:
                bound.apply_keymap(keymap)
            self._bound = (keymap, bound)
        return self._bound[1]

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        clean = harmless.plain(event.text.replace("\r\n", "\n").replace("\r", "\n"))
        await super()._on_paste(events.Paste(clean))
