"""Text for files that others open: without control sequences, and with nothing in it that cannot be seen."""

from __future__ import annotations

import re

from hotseat import harmless

_UNSEEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0e\uffa0"
    "\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    # Joiners belong to some scripts and to pictures made of several signs; beside Latin letters they only hide.
    "|(?<=[\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?=[\x00-\x7f])|^[\u200c\u200d]|[\u200c\u200d]$"
)


def text(source: str) -> str:
    """The text with each sign that is unseen, or turns the reading order, as the replacement sign; no controls in it."""
    return _UNSEEN.sub("\ufffd", harmless.plain(source))


def printed(source: str) -> str:
    """What a cell has printed, in the same way: lines that were written over stand as they stood in the end."""
    return text(harmless.colours_dropped(harmless.coloured(source)))


def line(source: str, width: int = 200) -> str:
    """One such line of at most ``width`` characters."""
    return harmless.line(text(source), width)
