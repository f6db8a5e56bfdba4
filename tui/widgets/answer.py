"""The box the person answers in: it grows with the text, sends on enter, and remembers what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from hotseat.tui.widgets.textfield import TextField


class AnswerBox(TextField):
    """Enter sends, alt+enter or ctrl+j begins a new line, up and down bring back what was sent."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("alt+enter,ctrl+j,shift+enter", "new_line", "New line", show=False, id="answer.new-line"),
    ]
    BORDER_TITLE = "Your answer"

    @dataclass
    class Sent(Message):
        """The person sent a text; it is not blank."""

        box: AnswerBox
        text: str

    def __init__(self, *, words: Sequence[str] = (), id: str | None = None) -> None:
        super().__init__(
            soft_wrap=True,
            highlight_cursor_line=False,
            id=id,
            placeholder=Content("Think aloud, ask, or answer. /help tells more."),
        )
        self.words = tuple(words)
        """Words after a slash that complete themselves, such as "hint"."""
        self._sent: list[str] = []
        self._at = 0
        self._draft = ""

    def on_mount(self) -> None:
        self.border_subtitle = "enter send · alt+enter new line · ↑ earlier"

    def remember(self, sent: Sequence[str]) -> None:
        """Take these texts, oldest first, as those sent before."""
        self._sent, self._at = list(sent), len(sent)

    def update_suggestion(self) -> None:
        text = self.text
        ways = [w for w in self.words if text.startswith("/") and w.startswith(text[1:]) and w != text[1:]]
        self.suggestion = ways[0][len(text) - 1 :] if ways and len(text) > 1 else ""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default().stop()
            self.send()
        elif event.key == "tab" and self.suggestion:
            event.prevent_default().stop()
            self.insert(self.suggestion)

    def send(self) -> None:
        """Post the text and empty the box; a blank text stays where it is."""
        text = self.text.strip()
        if not text:
            return
        self._sent.append(text)
        self._at, self._draft = len(self._sent), ""
        self.load_text("")
        self.post_message(self.Sent(self, text))

    def action_new_line(self) -> None:
        self._replace_via_keyboard("\n", *sorted(self.selection))

    def action_cursor_up(self, select: bool = False) -> None:
        if select or not self.cursor_at_first_line or not self._at:
            super().action_cursor_up(select)
            return
        if self._at == len(self._sent):
            self._draft = self.text
        self._show(self._at - 1)

    def action_cursor_down(self, select: bool = False) -> None:
        if select or not self.cursor_at_last_line or self._at >= len(self._sent):
            super().action_cursor_down(select)
            return
        self._show(self._at + 1)

    def _show(self, at: int) -> None:
        self._at = at
        self.load_text(self._sent[at] if at < len(self._sent) else self._draft)
        self.move_cursor(self.document.end)
