"""A field for Python: indentation, brackets and quotes in pairs, blocks and comments, and a list that may lie over it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from textual import events
from textual.message import Message
from textual.widgets.text_area import Selection

from hotseat.tui import code_typing
from hotseat.tui.widgets.textfield import TextField


class Menu(Protocol):
    """A list that lies over the editor and takes some of its keys."""

    def takes(self, key: str) -> bool:
        """Do what a key means to the list; False where it means nothing to it."""
        ...


class PythonField(TextField):
    """Does with each key what a programmer expects of it."""

    @dataclass
    class Typed(Message):
        """A character was typed, and is in the text."""

        field: PythonField
        character: str

    def __init__(self, text: str = "", **options: Any) -> None:
        super().__init__(text, **options)
        self.pairs = True
        """Whether brackets and quotes are closed as they are opened."""
        self.menu: Menu | None = None
        """What lies over the editor, if anything does."""
        self.asks: Callable[[str], None] | None = None
        """Takes wishes for what is shown over the editor or below it: ``complete``, ``docs``, ``find`` and others."""

    async def _on_key(self, event: events.Key) -> None:
        if (self.menu is not None and self.menu.takes(event.key)) or (not self.read_only and self._takes(event)):
            event.prevent_default().stop()

    def _takes(self, event: events.Key) -> bool:
        """Do what a key means to a programmer; False where it means what it means to everybody."""
        own = self._own().key_to_bindings.get(event.key, ())
        if any(binding.id in self.app._keymap for binding in own):  # pyright: ignore[reportPrivateUsage]
            return False
        start, end = sorted((self.selection.start, self.selection.end))
        before, after = self.document.get_line(start[0])[: start[1]], self.document.get_line(end[0])[end[1] :]
        match event.key:
            case "escape":
                # Textual gives the cursor to the next pane then; hands that know vim press it without a thought.
                self.selection = Selection.cursor(self.cursor_location)
            case "enter":
                self._put_in(code_typing.next_line(before, after, self.indent_width))
            case "tab" if start[0] != end[0]:
                pad = " " * self.indent_width
                self._rewrite(lambda lines: [pad + line if line.strip() else line for line in lines])
            case "tab" if start == end and re.search(r"[\w.]$", before):
                self.action_want("complete")
            case "backspace" if start == end and before and not before.strip(" "):
                self.delete((start[0], (start[1] - 1) // self.indent_width * self.indent_width), start)
            case "backspace" if start == end and self.pairs and code_typing.empty_pair(before, after):
                self.delete((start[0], start[1] - 1), (start[0], start[1] + 1))
            case _:
                return self._types(event, before, after)
        return True

    def _types(self, event: events.Key, before: str, after: str) -> bool:
        character = event.character or ""
        if not event.is_printable or len(character) != 1:
            return False
        # The screen hears of it when it is in the text.
        self.call_later(self.post_message, self.Typed(self, character))
        if not self.selection.is_empty:
            return (self.pairs and self._wrap(character)) or self._type_over(character)
        if not self.pairs:
            return False
        came = code_typing.typed(before, after, character)
        if came is None:
            return False
        self._put_in(came)
        return True

    def _type_over(self, character: str) -> bool:
        """Put a character in the place of the selection; what is typed on belongs to it, so that one undo brings all back."""
        self._put_in(code_typing.Typed(character))
        # Textual would begin another step with the next letter, and leave the first one standing at the first undo.
        self.history._previously_replaced = False  # pyright: ignore[reportPrivateUsage]
        return True

    def _wrap(self, character: str) -> bool:
        start, end = sorted((self.selection.start, self.selection.end))
        new = code_typing.wrapped(character, self.selected_text)
        if new is None:
            return False
        self._replace_via_keyboard(new, start, end)
        last = (end[0], end[1] + (1 if start[0] == end[0] else 0))
        self.selection = Selection((start[0], start[1] + 1), last)
        return True

    def _put_in(self, came: code_typing.Typed) -> None:
        start, end = sorted((self.selection.start, self.selection.end))
        if came.text:
            self._replace_via_keyboard(came.text, start, end)
        row, column = self.cursor_location
        if came.back > column:
            # Only enter between two brackets goes back over a line.
            self.move_cursor((row - 1, len(self.document.get_line(row - 1))))
        elif came.back or came.over:
            self.move_cursor((row, column - came.back + came.over))

    def _chosen(self) -> range:
        (first, _), (last, column) = sorted((self.selection.start, self.selection.end))
        return range(first, last + (column > 0 or first == last))

    def _rewrite(self, change: Callable[[list[str]], list[str]]) -> None:
        """Put changed lines in the place of the selected ones, as one step to undo; what is only to be read stays."""
        if self.read_only:
            return
        rows = self._chosen()
        old = [self.document.get_line(row) for row in rows]
        new = change(old)
        if old == new:
            return
        single, (row, column) = self.selection.is_empty, self.cursor_location
        last = rows.stop - 1
        self.history.checkpoint()
        self.replace("\n".join(new), (rows.start, 0), (last, len(old[-1])), maintain_selection_offset=False)
        self.history.checkpoint()
        if single:
            self.move_cursor((row, max(0, column + len(new[0]) - len(old[0]))))
        else:
            self.selection = Selection((rows.start, 0), (last, len(new[-1])))

    # Actions of the table of keys.

    def action_to_start(self) -> None:
        """Go to the first character of the file."""
        self.move_cursor((0, 0))

    def action_to_end(self) -> None:
        """Go behind the last character of the file."""
        self.move_cursor(self.document.end)

    def action_dedent(self) -> None:
        """Move the selected lines one step to the left."""

        def left(lines: list[str]) -> list[str]:
            return [line[min(self.indent_width, len(line) - len(line.lstrip(" "))) :] for line in lines]

        self._rewrite(left)

    def action_comment(self) -> None:
        """Make comments of the selected lines, or code again where all of them are comments."""
        self._rewrite(code_typing.toggled)

    def action_want(self, what: str) -> None:
        """Ask for what is shown over the editor or below it."""
        if self.asks is not None:
            self.asks(what)
