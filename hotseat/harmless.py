"""Text from outside, made harmless at the border.

Code output, packs, journals, file names and a model's words are untrusted: they may hold terminal control sequences
that retitle the window, write the clipboard, move the cursor or hide text. Every room that lets text in passes it
through here first. Standard library only, so that any room may.
"""

from __future__ import annotations

import re

_STRING_SEQUENCE = re.compile(r"(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f]).*?(?:\x07|\x1b\\|\x9c|$)", re.DOTALL)
"""OSC, DCS, SOS, PM and APC strings up to their end, or up to the end of the text where they have none."""
_CSI = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]")
_CSI_NOT_COLOUR = re.compile(r"\x1b\[[0-?]*[ -/]*[@-ln-~]|\x9b[0-?]*[ -/]*[@-~]")
_COLOUR = re.compile(r"\x1b\[[0-9;:]*m")
_OTHER_ESCAPE = re.compile(r"\x1b(?!\[[0-9;:]*m)[ -/]*[0-~]?")
_CONTROL = dict.fromkeys((*range(0, 9), 11, 12, *range(14, 27), *range(28, 32), *range(127, 160)))
"""C0 and C1 controls but tab, line feed, carriage return and escape, which are handled by themselves."""
_ORDER = dict.fromkeys(
    (
        *(0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2028, 0x2029, *range(0x2060, 0x2065)),
        *(*range(0x2066, 0x2070), 0xFEFF, *range(0xE0000, 0xE0080)),
    ),
    "\ufffd",
)
"""Marks that change the reading order, hide text or are not seen themselves; each is shown as the replacement sign."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
"""Every character that may have to go; most text has none, and is left as it is after one look."""


def _overstrike(text: str) -> str:
    """Apply carriage returns within each line as a terminal would show their last state."""
    if "\r" not in text:
        return text
    return "\n".join(line.rstrip("\r").rsplit("\r", 1)[-1] for line in text.split("\n"))


def _base(text: str) -> str:
    text = _STRING_SEQUENCE.sub("", text)
    text = _SURROGATE.sub("\ufffd", text)
    return text.translate(_ORDER)


def plain(text: str) -> str:
    """The text without any control sequence or control character but tab and line feed; colours are dropped too."""
    if not _SUSPECT.search(text):
        return text
    text = _overstrike(_CSI.sub("", _base(text)))
    return text.replace("\x1b", "").translate(_CONTROL)


def coloured(text: str) -> str:
    """Like :func:`plain`, but colour sequences (SGR) stay, for a room that turns them into styles itself."""
    text = _overstrike(_CSI_NOT_COLOUR.sub("", _base(text)))
    return _OTHER_ESCAPE.sub("", text).translate(_CONTROL)


_MOVES = re.compile(r"(\x1b\[[0-9]{0,4}[ABEFGJK]|\n|\r)")


def moves(text: str) -> list[str]:
    """The text in parts: line feeds, carriage returns, moves of the cursor by lines, erasures, and harmless text between them.

    For a room that carries moves out itself; no part may be sent on as it is but the text.
    """
    parts = _MOVES.split(_base(text))
    found = (part if n % 2 else coloured(part) for n, part in enumerate(parts))
    return [part for part in found if part]


def line(text: str, width: int = 200) -> str:
    """One harmless line of at most ``width`` characters: for names, titles and one-line messages."""
    flat = " ".join(plain(text).split())
    return flat if len(flat) <= width else flat[: max(width - 1, 0)] + "…"


def net(text: str, *, colours: bool = False) -> str:
    """The text with a replacement sign for each that could steer a terminal: for the edge, should all before it have failed.

    ``colours``: those of our own are in it, and stay.
    """
    if not _SUSPECT.search(text):
        return text
    parts = re.split(f"({_COLOUR.pattern})", text) if colours else [text]
    return "".join(part if n % 2 else _SUSPECT.sub("\ufffd", part) for n, part in enumerate(parts))


def colours_dropped(text: str) -> str:
    """The text of :func:`coloured` without its colour sequences."""
    return _COLOUR.sub("", text)
