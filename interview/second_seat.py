"""The second seat: a person beside the interviewer that Hotseat plays, who joins, speaks and leaves. Pure.

What they say is the interviewer's as well: it is heard in the conversation under their name, and what the candidate says to it
counts like any other answer. How they mark is no part of this: a mark is a peer's score, which stands beside Hotseat's own.
"""

from __future__ import annotations

import re

from hotseat import harmless
from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.turn import Turn

LONGEST_NAME = 40
"""Characters of a name."""
LONGEST_WORDS = 4_000
"""Characters that can be said at once."""
_MARKUP = re.compile(r"[*_`#<>\[\]\\|~!]")


def called(name: str) -> str:
    """What somebody in the second seat is called: their name without anything that could be taken for markup."""
    return _MARKUP.sub("", harmless.line(name, LONGEST_NAME)).strip() or "Somebody"


def take(turn: Turn, command: c.TakeSeat) -> c.Refusal | None:
    """Say that somebody has joined."""
    _add(turn, "seat-taken", f"{called(command.name)} joins us now, and may ask you things as well.")
    return None


def leave(turn: Turn, command: c.LeaveSeat) -> c.Refusal | None:
    """Say that they have gone."""
    _add(turn, "seat-left", f"{called(command.name)} has left. It is the two of us again.")
    return None


def say(turn: Turn, command: c.SeatSays) -> c.Refusal | None:
    """Let them speak."""
    text = harmless.plain(command.text).strip()
    if not text:
        return c.Refusal("There is nothing to say yet.")
    if len(text) > LONGEST_WORDS:
        return c.Refusal(f"That is {len(text):,} characters; {LONGEST_WORDS:,} can be said at once.")
    _add(turn, "seat", f"**{called(command.name)}:** {text}")
    return None


def _add(turn: Turn, act: str, text: str) -> None:
    turn.add(e.InterviewerSaid(text, act, turn.state.current))
