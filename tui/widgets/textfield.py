"""What both text boxes have in common: our colours, a still cursor, harmless pastes, and keys done in their order."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.widgets import TextArea

from hotseat import harmless
from hotseat.tui.theme import PALETTES, palette_of


class TextField(TextArea):
    """A text area for people who type faster than a busy screen paints.

    Textual puts letters in at once, but lets keys that have a binding, such as backspace, go up through the screen
    first; when many keys wait, a letter typed after a backspace overtakes it. Here both are done in their order.
    """

    def __init__(self, text: str = "", **options: Any) -> None:
        super().__init__(text, **options)
        # A cursor that blinks repaints twice a second for as long as the app stands idle.
        self.cursor_blink = False
        for palette in PALETTES.values():
            self.register_theme(palette.text_area())

    def on_mount(self) -> None:
        self.watch(self.app, "theme", self._retheme)

    def _retheme(self) -> None:
        self.theme = palette_of(self.app.theme, self.app.current_theme.dark).name

    async def _on_key(self, event: events.Key) -> None:
        own = self._bindings.key_to_bindings.get(event.key, ())
        for binding in own:
            if binding.priority or binding.id in self.app._keymap:  # pyright: ignore[reportPrivateUsage]
                continue
            event.prevent_default().stop()
            await self.run_action(binding.action)
            return

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        clean = harmless.plain(event.text.replace("\r\n", "\n").replace("\r", "\n"))
        await super()._on_paste(events.Paste(clean))
