"""A question with a few answers, or a line to be typed: numbered, and answered by number, by word, or by nothing for "back"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hotseat.plain.console import Console, Woken

PROMPT = "Choice: "


@dataclass(frozen=True)
class Choice:
    """One answer."""

    id: str
    label: str
    help: str = ""


async def choose(console: Console, title: str, choices: Sequence[Choice], *, back: str = "goes back") -> str | None:
    """The id of the chosen answer; None for an empty line or the end of the input. Asks again until it understands."""
    rows = [title, *(f"{n}. {c.label}{f': {c.help}' if c.help else ''}" for n, c in enumerate(choices, 1))]
    console.say("Choice", "\n".join([*rows, f"Type a number; an empty line {back}."]))
    while True:
        line = await _replied(console)
        said = (line or "").strip().lower().lstrip("/").rstrip(".")
        if not said:
            return None
        found = chosen(said, choices)
        if found is not None:
            return found
        console.say("Choice", f"Type a number from 1 to {len(choices)}, or an empty line, which {back}.")


def chosen(said: str, choices: Sequence[Choice]) -> str | None:
    """The id of the answer that was meant by a number, an id, or the beginning of exactly one label."""
    if said.isdecimal():
        return choices[int(said) - 1].id if 1 <= int(said) <= len(choices) else None
    near = [c.id for c in choices if c.id == said] or [c.id for c in choices if c.label.lower().startswith(said)]
    return near[0] if len(near) == 1 else None


async def _replied(console: Console) -> str | None:
    """A line of reply, whatever else happens: it must not be taken for something that was said to the interviewer."""
    while True:
        try:
            return await console.reply(PROMPT)
        except Woken:
            continue


async def confirm(console: Console, question: str) -> bool:
    """Whether the person says yes; an empty line is no."""
    console.say("Choice", f"{question}\nType yes or no; an empty line is no.")
    while True:
        line = await _replied(console)
        said = (line or "").strip().lower().rstrip(".!")
        if said in ("", "no", "n", "stay"):
            return False
        if said in ("yes", "y", "on"):
            return True
        console.say("Choice", "Type yes or no.")
