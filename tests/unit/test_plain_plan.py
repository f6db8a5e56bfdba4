"""The plan and the guess in plain lines: heard, begun from, given a date; a pipe is never asked for a guess."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from support.lines import piped, play, practising
from support.stage import NO_PLAN, Stage

from hotseat.front.plan_view import GradedRow, PlanRow, PlanView
from hotseat.interview import commands as c

ROW = PlanRow("review", "ridge", "What ridge does", 10, "due for 3 days; last time hard", "open")
PLANNED: PlanView = replace(
    NO_PLAN,
    today=replace(NO_PLAN.today, rows=(ROW,)),
    graded=(GradedRow("s1", "ridge", "What ridge does", "hard", "It took a hint.", False),),
)


async def test_the_plan_is_told_and_what_is_due_begun_by_its_number(tmp_path: Path) -> None:
    stage = Stage(plan_=PLANNED)
    said, code = await piped(stage, tmp_path, "plan", "2", "/quit now", "", "quit")
    assert code == 0 and "practice ridge" in stage.calls
    assert "Note: Due today: 1 question, 10 min." in said
    assert "1. Again: What ridge does (due for 3 days; last time hard), 10 min." in said


async def test_a_date_is_given_and_a_grade_of_ones_own(tmp_path: Path) -> None:
    stage = Stage(plan_=PLANNED)
    engine = await stage.start_practice("ridge")
    stage.states["s1"] = engine.state
    rows = ("plan", "3", "2030-05-17", "many", "3", "2030-05-17", "90", "4", "1", "easy", "", "quit")
    said, _ = await piped(stage, tmp_path, *rows)
    assert "Minutes are a whole number" in said
    assert "plan until 2030-05-17 with 90" in stage.calls
    assert stage.looked_back == [c.SetGrade("ridge", "easy")]


async def test_somebody_who_types_is_asked_for_a_guess_and_a_pipe_is_not(tmp_path: Path) -> None:
    stage = Stage(asks_guess=True)
    at_work = play(stage, tmp_path, first=practising(stage, "double"))
    await at_work.lines.until("You: ")
    at_work.lines.type("/submit")
    await at_work.lines.until("Your guess, before the score")
    at_work.lines.type("a lot")
    await at_work.lines.until("A guess is a whole number from 0 to 100")
    at_work.lines.type("75")
    await at_work.lines.until("You guessed 75; it came to 50. That is 25 too high.")
    at_work.lines.type("/quit now")
    assert await at_work.code() == 0
    stage = Stage(asks_guess=True)
    said, _ = await piped(stage, tmp_path / "other", "/submit", "/quit now", first=practising(stage, "double"))
    assert "Your guess" not in said and any(r["kind"] == "judged" for r in stage.journal.records)
