"""On the debrief a figure that the model answer claims is computed before the person's eyes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from support import scene
from support.screens import playing, rows, until
from support.stage import Stage
from textual.app import App
from textual.pilot import Pilot

from hotseat.front.figures import claimed
from hotseat.interview.state import State
from hotseat.question_bank.model import Evidence
from hotseat.tui.screens.debrief import DebriefScreen

CELLS = (
    Evidence(id="half", claim="It halves the [bold]work.", code="x = 1\nprint(x)\nassert x == 1"),
    Evidence(id="pi", claim="It comes to three point one four.", code="x = 3\nprint(x)\nassert x == 3"),
)


def stage_of(state: State) -> tuple[Stage, State]:
    """The session with claims behind its question in code, and a service that computes them."""
    there = state.questions["zscore"]
    question = there.question.model_copy(update={"evidence": CELLS})
    changed = replace(state, questions={**state.questions, "zscore": replace(there, question=question)})
    stage = Stage(questions_=(question,))
    stage.states[changed.session] = changed
    return stage, changed


def flat(app: App[Any]) -> str:
    return " ".join(rows(app).replace("│", " ").split())


async def at_the_question(pilot: Pilot[Any], state: State) -> None:
    await pilot.app.push_screen(DebriefScreen(state))
    await until(pilot, lambda: "Left before the end" in rows(pilot.app))
    for _ in range(20):
        await pilot.press("down")
        await pilot.pause()
        if "Figure" in rows(pilot.app).rstrip().split("\n")[-1]:
            return
    raise AssertionError(rows(pilot.app))


async def test_a_claim_is_chosen_computed_and_seen() -> None:
    stage, state = stage_of(scene.ended())
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await at_the_question(pilot, state)
        await pilot.press("f")
        await until(pilot, lambda: "Which claim of the model answer" in rows(app))
        assert "It halves the [bold]work." in flat(app)
        await pilot.press("down", "enter")
        await until(pilot, lambda: "A figure, computed now" in rows(app))
        assert "3.14 [bold]" in flat(app) and "✓ The claim holds. It took 0.2 s." in flat(app)
        assert stage.calls.count("figure zscore pi") == 1
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))


async def test_what_cannot_be_computed_is_told_and_a_question_without_claims_offers_nothing() -> None:
    stage, state = stage_of(scene.ended())
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await at_the_question(pilot, state)
        stage.trouble = "The figure cannot be computed here: it needs numba."
        await pilot.press("f")
        await until(pilot, lambda: "Which claim" in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: "it needs numba" in flat(app))
        assert isinstance(app.screen, DebriefScreen)
        await pilot.press("home")
        await pilot.pause()
        assert "Figure" not in rows(app).rstrip().split("\n")[-1]


def test_no_claim_is_offered_while_the_question_goes_on() -> None:
    _, over = stage_of(scene.ended())
    assert [cell for cell, _ in claimed(over, "zscore")] == ["half", "pi"]
    there = over.questions["zscore"]
    going_on = replace(over, questions={"zscore": replace(there, closed_at=-1.0)})
    assert claimed(going_on, "zscore") == () and claimed(over, "no-such-question") == ()
