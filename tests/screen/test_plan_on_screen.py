"""The plan on screen: what is due at home, the days, and what can be begun of them; and the guess before a score."""

from __future__ import annotations

from datetime import date

from support.screens import notices, playing, rows, until
from support.stage import NO_PLAN, TODAY, Stage

from hotseat.front.plan_view import GradedRow, PlanDay, PlanRow, PlanView
from hotseat.interview import commands as c
from hotseat.tui.screens.interview import InterviewScreen


async def at_the_question(stage: Stage) -> InterviewScreen:
    """A practice of ``double``, past the greeting."""
    engine = await stage.start_practice("double")
    await engine.do(c.Say("ready"))
    return InterviewScreen(engine)


PLANNED = PlanView(
    "Interview on Thu 10 Jan 2030, in 9 days; 60 minutes a day.",
    NO_PLAN.ready,
    PlanDay(
        TODAY,
        "Tue 1 Jan 2030, today",
        (
            PlanRow("review", "ridge", "What ridge [b]does[/b]\x1b[31m", 10, "due for 3 days; last time hard", "open"),
            PlanRow("drill", "double", "Double it", 12, "new; sql is weak so far", "done"),
        ),
    ),
    (
        PlanDay(
            date(2030, 1, 2),
            "Wed 2 Jan 2030, tomorrow",
            (PlanRow("mock", "half-hour", "Half an hour", 30, "", "open", True),),
        ),
    ),
    "So far: 3 done, 1 moved.",
    ("No mock fits.",),
    "No guess so far.",
    date(2030, 1, 10),
    60,
    (GradedRow("s1", "ridge", "What ridge does", "hard", "Your words covered 60% of what a good answer says.", False),),
)


async def test_home_tells_what_is_due_and_opens_the_plan() -> None:
    async with playing(Stage(plan_=PLANNED)) as (app, pilot):
        await until(pilot, lambda: "Today: 1 question, 10 min; 9 days to your interview." in rows(app))
        await pilot.press("l")
        await until(pilot, lambda: "Interview on Thu 10 Jan 2030" in rows(app))
        shown = rows(app)
        assert "Readiness: not enough evidence" in shown and "So far: 3 done, 1 moved." in shown
        assert "· again" in shown and "What ridge [b]does[/b]" in shown and "\x1b" not in shown
        await pilot.press("down")
        await until(pilot, lambda: "Due for 3 days; last time hard. Enter begins it." in rows(app))


async def test_enter_begins_a_question_or_a_mock_of_the_plan() -> None:
    for keys, begun in (
        (("enter",), "practice None"),
        (("down", "enter"), "practice ridge"),
        (("end", "enter"), "interview half-hour final"),
    ):
        stage = Stage(plan_=PLANNED)
        async with playing(stage) as (app, pilot):
            app.open_plan()
            await until(pilot, lambda app=app: "Half an hour" in rows(app))
            await pilot.press(*keys)
            await until(pilot, lambda stage=stage, begun=begun: begun in stage.calls)


async def test_a_date_and_the_minutes_are_asked_for_and_a_wrong_one_is_told() -> None:
    stage = Stage(plan_=PLANNED)
    async with playing(stage, size=(120, 40)) as (app, pilot):
        app.open_plan()
        await until(pilot, lambda: "Half an hour" in rows(app))
        await pilot.press("d")
        await until(pilot, lambda: "When is your interview?" in rows(app))
        await pilot.press(*"2030-01-10", "enter")
        await until(pilot, lambda: "How much time a day?" in rows(app))
        await pilot.press(*"90", "enter")
        await until(pilot, lambda: "plan until 2030-01-10 with 90" in stage.calls)
        stage.trouble = "Thu 3 Jan 2030 is in the past."
        await pilot.press("d", "enter")
        await until(pilot, lambda: "How much time a day?" in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: "is in the past" in notices(app))


async def test_the_plan_is_taken_away_only_when_that_is_said_twice_and_readiness_tells_its_reasons() -> None:
    stage = Stage(plan_=PLANNED)
    async with playing(stage) as (app, pilot):
        app.open_plan()
        await until(pilot, lambda: "Half an hour" in rows(app))
        await pilot.press("w")
        await until(pilot, lambda: "What readiness rests on" in rows(app))
        await pilot.press("escape", "x")
        await until(pilot, lambda: "Take the plan away?" in rows(app))
        await pilot.press("enter")
        assert "forget the plan" not in stage.calls
        await pilot.press("x")
        await until(pilot, lambda: "Take the plan away?" in rows(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "forget the plan" in stage.calls)


async def test_a_grade_can_be_given_by_oneself() -> None:
    stage = Stage(plan_=PLANNED)
    engine = await stage.start_practice("ridge")
    stage.states["s1"] = engine.state
    async with playing(stage, size=(120, 40)) as (app, pilot):
        app.open_plan()
        await until(pilot, lambda: "Half an hour" in rows(app))
        await pilot.press("g")
        await until(pilot, lambda: "hard: What ridge does" in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: "How well did you know it?" in rows(app))
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: stage.looked_back == [c.SetGrade("ridge", "good")])


def guessed(stage: Stage) -> list[float]:
    return [r["data"]["guess"] for r in stage.journal.records if r["kind"] == "score-guessed"]


async def test_a_guess_is_asked_for_before_the_first_submission_and_told_beside_the_score() -> None:
    stage = Stage(asks_guess=True)
    async with playing(stage, size=(120, 40)) as (app, pilot):
        screen = await at_the_question(stage)
        await app.push_screen(screen)
        assert stage.engine is not None
        await stage.engine.do(c.Edit("def double(x):\n    return x\n"))
        await pilot.press("f9")
        await until(pilot, lambda: "Your guess, before the score" in rows(app))
        assert not stage.engine.state.submissions, "nothing is judged before the guess"
        await pilot.press(*"much", "enter")
        await until(pilot, lambda: "A guess is a whole number" in notices(app))
        await pilot.press(*"80", "enter")
        await until(pilot, lambda: "You guessed 80; it came to 50. That is 30 too high." in notices(app))
        assert guessed(stage) == [0.8] and app.screen is screen
        await pilot.press("f9")
        await until(pilot, lambda: len(stage.engine.state.submissions) == 2 if stage.engine else False)
        assert app.screen is screen, "it is asked once"


async def test_escape_skips_the_guess_and_the_code_is_submitted_all_the_same() -> None:
    stage = Stage(asks_guess=True)
    async with playing(stage) as (app, pilot):
        await app.push_screen(await at_the_question(stage))
        await stage.engine.do(c.Edit("x = 1\n"))  # type: ignore[union-attr]
        await pilot.press("f9")
        await until(pilot, lambda: "Your guess, before the score" in rows(app))
        await pilot.press("escape")
        await until(pilot, lambda: bool(stage.engine and stage.engine.state.submissions))
        assert guessed(stage) == []


async def test_words_are_guessed_before_their_debrief_opens() -> None:
    stage = Stage(asks_guess=True)
    async with playing(stage, size=(120, 40)) as (app, pilot):
        engine = await stage.start_practice("ridge")
        await engine.do(c.Say("ready"))
        await engine.do(c.Say("The penalty shrinks the weights."))
        await engine.do(c.Leave())
        await app.push_screen(InterviewScreen(engine))
        await pilot.press("f10")
        await until(pilot, lambda: "Your guess, before the score" in rows(app))
        await pilot.press(*"40", "enter")
        await until(pilot, lambda: "You guessed 40; it came to" in rows(app))
        assert "You guessed" not in notices(app), "it stands on the page, and nothing lies over that"
        assert guessed(stage) == [0.4]
