"""Asks for a guess in plain lines; an empty line skips it. A pipe is not asked: its next line is meant for something else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from hotseat.front.guessing import AGAIN, OF_CODE, OF_WORDS, TITLE, asked_at_the_end, guess_of
from hotseat.interview.commands import Command, GuessScore
from hotseat.interview.state import State
from hotseat.plain.console import Console, Woken

PROMPT = "Guess: "
SKIP = "Type a number; an empty line skips it."


async def guess(console: Console, text: str) -> float | None:
    """The guess, or None where it is skipped."""
    if not console.typed:
        return None
    console.say("Choice", f"{TITLE}. {text}\n{SKIP}")
    while True:
        try:
            line = await console.reply(PROMPT)
        except Woken:
            continue
        if not (line or "").strip():
            return None
        found = guess_of(line or "")
        if found is not None:
            return found
        console.say("Choice", AGAIN)


async def guess_code(console: Console) -> float | None:
    """A guess about code that is to be submitted."""
    return await guess(console, OF_CODE)


async def guess_words(console: Console, state: State, do: Callable[[Command], Awaitable[object]]) -> tuple[str, ...]:
    """Ask about each answer in words before the debrief; skipping one skips the rest. The questions that were guessed."""
    guessed: list[str] = []
    for name in asked_at_the_end(state):
        found = await guess(console, f"{state.questions[name].question.title}: {OF_WORDS}")
        if found is None:
            break
        await do(GuessScore(name, found))
        guessed.append(name)
    return tuple(guessed)
