"""The box that asks for a guess before a score is shown; escape or an empty line skips it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import App
from textual.widgets import Input

from hotseat.front.guessing import AGAIN, HOW, OF_CODE, OF_WORDS, TITLE, asked_at_the_end, guess_of
from hotseat.interview.commands import Command, GuessScore
from hotseat.interview.state import State
from hotseat.tui.screens.dialogs import AskLine

OFF = "ask_guess = false in the settings turns these questions off."


class GuessBox(AskLine):
    """Asks for a number from 0 to 100; gives it as it was typed, or None where it is skipped."""

    ESCAPE = "goes on without"

    def __init__(self, text: str) -> None:
        super().__init__(TITLE, f"{text}\n\n{OFF}", hint=HOW, most=5)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        event.prevent_default()  # the box that this one is made from would close at any line
        if event.value.strip() and guess_of(event.value) is None:
            self.query_one(Input).value = ""
            self.app.notify(AGAIN, markup=False)
        else:
            self.dismiss(event.value)


def ask_before_submission(
    app: App[int], question: str, do: Callable[[Command], None], then: Callable[[], object]
) -> None:
    """Ask for a guess about code that is to be submitted, give it as a command, and go on."""
    _ask(app, OF_CODE, question, do, then)


def ask_at_the_end(app: App[int], state: State, do: Callable[[Command], None], then: Callable[[], object]) -> None:
    """Ask for a guess about each answer in words, one after the other, and go on; skipping one skips the rest."""
    _ask_each(app, state, asked_at_the_end(state), do, then)


def _ask_each(
    app: App[int], state: State, names: Sequence[str], do: Callable[[Command], None], then: Callable[[], object]
) -> None:
    if not names:
        then()
        return
    title = state.questions[names[0]].question.title

    def told(answer: str | None) -> None:
        guess = guess_of(answer or "")
        if guess is not None:
            do(GuessScore(names[0], guess))
            _ask_each(app, state, names[1:], do, then)
        else:
            then()

    app.push_screen(GuessBox(f"{title}: {OF_WORDS[0].lower()}{OF_WORDS[1:]}"), told)


def _ask(app: App[int], text: str, question: str, do: Callable[[Command], None], then: Callable[[], object]) -> None:
    def told(answer: str | None) -> None:
        guess = guess_of(answer or "")
        if guess is not None:
            do(GuessScore(question, guess))
        then()

    app.push_screen(GuessBox(text), told)
