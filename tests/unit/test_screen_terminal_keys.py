"""Keys arrive as what they are, also from terminals without a keyboard protocol of their own."""

from __future__ import annotations

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from hotseat.tui import terminal_keys


def keys(sent: str) -> list[str]:
    return [e.key for e in XTermParser().feed(sent) if isinstance(e, events.Key)]


@pytest.fixture(autouse=True)
def taught() -> None:
    terminal_keys.teach()


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("\x1b\r", "alt+enter"),
        ("\x1b[13;3u", "alt+enter"),
        ("\r", "enter"),
        ("\n", "ctrl+j"),
        ("\x1b[15~", "f5"),
        ("\x1b[21~", "f10"),
        ("\x1b[1;3B", "alt+down"),
        ("\x1f", "ctrl+underscore"),
    ],
)
def test_a_terminals_bytes_are_the_key_that_was_pressed(sent: str, key: str) -> None:
    assert keys(sent) == [key]


def test_teaching_twice_changes_nothing() -> None:
    terminal_keys.teach()
    assert keys("\x1b\rx") == ["alt+enter", "x"]
