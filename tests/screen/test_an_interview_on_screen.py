"""A person sits an interview at the screen: real screens, real engine, a kernel, a judge and a reader that are fakes."""

from __future__ import annotations

import signal
from dataclasses import replace
from typing import Any, cast

import pytest
from support.interview_fakes import CODE, TALK
from support.screens import playing, rows, until
from support.stage import OVERVIEW, Stage
from textual import events
from textual.pilot import Pilot

from hotseat.front.service import SessionLine
from hotseat.interview import commands as c
from hotseat.tui.app import HotseatApp
from hotseat.tui.keys import ACTIONS
from hotseat.tui.screens.debrief import DebriefScreen
from hotseat.tui.screens.dialogs import Ask, Read
from hotseat.tui.screens.home import HomeScreen
from hotseat.tui.screens.interview import InterviewScreen
from hotseat.tui.widgets.answer import AnswerBox
from hotseat.tui.widgets.editor import CodeEditor

GOOD = "# %% double\ndef double(x):\n    return 2 * x\n\n# %% try it\nprint(double(21))\n"


def screen(app: HotseatApp) -> InterviewScreen:
    return cast(InterviewScreen, app.screen)


async def say(pilot: Pilot[Any], text: str) -> None:
    box = pilot.app.screen.query_one(AnswerBox)
    box.focus()
    box.load_text(text)
    await pilot.press("enter")
    await pilot.pause()


async def sit_down(pilot: Pilot[Any]) -> None:
    await pilot.press("i", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
    await until(pilot, lambda: "[greet]" in rows(pilot.app) or "[checklist]" in rows(pilot.app))
    await say(pilot, "I am ready")
    await until(pilot, lambda: "[ask]" in rows(pilot.app))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["narrow", "wide"])
async def test_a_whole_interview_from_the_home_screen_to_the_debrief(size: tuple[int, int]) -> None:
    stage = Stage()
    async with playing(stage, size=size) as (app, pilot):
        await sit_down(pilot)
        assert "interview two-hour" in stage.calls and "kernel ready" in rows(app)
        await say(pilot, "How many columns are there?")
        await until(pilot, lambda: "About two hundred" in rows(app))
        await say(
            pilot, "Lasso sets weak weights to zero, and ridge shrinks them together. Lasso for few, ridge for many."
        )
        await until(pilot, lambda: screen(app).state.questions["ridge"].threads["main"].reading is not None)
        await pilot.press("f10")
        await until(pilot, lambda: screen(app).state.current == "double")

        await pilot.press("f3")
        editor = app.screen.query_one(CodeEditor)
        await until(pilot, lambda: editor.has_focus and "def double" in editor.text)
        editor.text = GOOD
        editor.move_cursor((5, 0))
        await pilot.press("f6")
        await until(pilot, lambda: "42" in rows(app))
        await until(pilot, lambda: "[2] finished" in rows(app))
        assert screen(app).state.questions["double"].code == GOOD

        await pilot.press("f9")
        await until(pilot, lambda: "✓ PASS" in rows(app))
        assert "4 of 4 checks" in rows(app)

        await pilot.press("f2")
        await until(pilot, lambda: "raise-bar" in rows(app))
        await pilot.press("f10")
        await until(pilot, lambda: screen(app).state.section == 2)
        await say(pilot, "Which tools does the team use?")
        await until(pilot, lambda: "Postgres" in rows(app))
        await say(pilot, "No further questions, thank you.")
        await until(pilot, lambda: bool(screen(app).state.ended))
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await until(pilot, lambda: "Sat through to the end" in rows(app))
        assert "Machine-learning" in rows(app)
        assert stage.journal.closed
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        kinds = [r["kind"] for r in stage.journal.records]
        assert kinds[0] == "session-started" and kinds[-2:] == ["session-ended", "session-scored"]


async def test_a_cell_that_fails_marks_its_line_and_tells_the_error() -> None:
    async with playing(Stage(questions_=(CODE,))) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("f3")
        editor = app.screen.query_one(CodeEditor)
        editor.text = "# %% a\n\nx = 1\ny = x / 0\n"
        editor.move_cursor((3, 0))
        await pilot.press("f5")
        await until(pilot, lambda: "ZeroDivisionError" in rows(app))
        await until(pilot, lambda: "failed" in rows(app))
        assert "✗" in next(row for row in rows(app).split("\n") if "y = x / 0" in row)


async def test_alt_enter_runs_the_cell_and_goes_on_to_the_next() -> None:
    async with playing(Stage(questions_=(CODE,))) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("f3")
        editor = app.screen.query_one(CodeEditor)
        editor.text = "# %% a\nprint('alpha')\n# %% b\nprint('beta')\n"
        editor.move_cursor((1, 0))
        await pilot.press("alt+enter", "alt+enter")
        await until(pilot, lambda: "beta" in rows(app) and "[2] finished" in rows(app))
        assert screen(app).state.cells[1].code == "print('alpha')"


async def test_a_cell_that_asks_for_input_gets_the_line_that_is_typed() -> None:
    async with playing(Stage(questions_=(CODE,))) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("f3")
        app.screen.query_one(CodeEditor).text = "ask How many?"
        await pilot.press("f5")
        await until(pilot, lambda: app.screen.query_one("#stdin").has_focus)
        await pilot.press(*"seven", "enter")
        await until(pilot, lambda: "got seven" in rows(app))
        assert not app.screen.query_one("#stdin").display
        assert app.screen.query_one(CodeEditor).has_focus


async def test_a_failed_submission_opens_the_checks_and_words_its_counterexample() -> None:
    async with playing(Stage(questions_=(CODE,)), size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("f9")
        await until(pilot, lambda: "✗ FAIL" in rows(app))
        assert "For double(0) we expected 0; your code gave 1." in rows(app)
        assert "Checks FAIL" in rows(app)


async def test_slash_words_do_what_their_keys_do() -> None:
    async with playing(Stage(), size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        await say(pilot, "/hint")
        await until(pilot, lambda: "Think of the shape of the penalty" in rows(app))
        await say(pilot, "/nonsense")
        await until(pilot, lambda: "There is no word /nonsense" in rows(app))
        await say(pilot, "/help")
        await until(pilot, lambda: isinstance(app.screen, Read))
        assert "Keys and words" in rows(app)
        assert all(r["data"].get("text") != "/hint" for r in app.service.journal.records if "data" in r)


async def test_a_word_that_is_for_practice_says_so_in_an_interview() -> None:
    async with playing(Stage(), size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        for word in ("pause", "back", "reveal"):
            await say(pilot, f"/{word}")
            await until(pilot, lambda word=word: f"/{word} is for practice" in rows(app))
        assert not screen(app).state.paused


async def test_every_action_has_a_method_an_id_of_its_own_and_keys_of_its_own() -> None:
    keys = [key for action in ACTIONS for key in action.keys.split(",")]
    assert len(keys) == len(set(keys))
    assert len({a.id for a in ACTIONS}) == len(ACTIONS)
    assert all(hasattr(InterviewScreen, f"action_{a.name}") for a in ACTIONS)
    assert sum(a.footer for a in ACTIONS) <= 8


async def test_the_palette_holds_every_action_of_the_session() -> None:
    async with playing(Stage(), size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        for wanted in ("Submit", "Interrupt", "Restart kernel"):
            await pilot.press("ctrl+p")
            await pilot.press(*wanted.replace(" ", ""))
            await until(pilot, lambda wanted=wanted: f"{wanted} (F" in rows(app))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        assert "pause" not in [a.name for a in screen(app).offered()]


async def test_a_refusal_tells_why_and_the_answer_comes_back_when_it_could_not_be_saved() -> None:
    stage = Stage()
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        stage.journal.fault = "No space left on device"
        await say(pilot, "A long answer that must not be lost.")
        await until(pilot, lambda: "NOT SAVED" in rows(app))
        assert app.screen.query_one(AnswerBox).text == "A long answer that must not be lost."
        stage.journal.fault = ""
        await pilot.press("enter")
        await until(pilot, lambda: "✓ saved" in rows(app))
        assert any(m.text.startswith("A long answer") for m in screen(app).state.messages)


async def test_what_could_not_be_saved_stands_in_its_order_before_what_was_typed_since() -> None:
    stage = Stage()
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        box = app.screen.query_one(AnswerBox)
        stage.journal.fault = "No space left on device"
        for text in ("First this.", "Then that."):
            box.put_back(text)
            box.send()
        box.put_back("Typed since.")
        await until(pilot, lambda: len(box.text.split("\n")) == 3)
        assert box.text == "First this.\nThen that.\nTyped since."


async def test_leaving_asks_first_and_stays_on_escape() -> None:
    stage = Stage()
    async with playing(stage) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        assert "Leave the interview?" in rows(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        assert not stage.journal.closed


async def test_leaving_for_now_keeps_the_last_edit_and_closes_the_journal() -> None:
    stage = Stage(questions_=(CODE,))
    async with playing(stage) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("f3")
        app.screen.query_one(CodeEditor).text = "half a thought"
        await pilot.press("ctrl+q", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert stage.engine is not None
        assert stage.engine.state.questions["double"].code == "half a thought"
        assert stage.journal.closed and not stage.engine.state.ended


async def test_ending_it_here_opens_the_debrief() -> None:
    stage = Stage()
    async with playing(stage) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("ctrl+q", "down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await until(pilot, lambda: "Left before the end." in rows(app))


async def test_closing_the_app_from_outside_saves_what_was_typed() -> None:
    stage = Stage(questions_=(CODE,))
    async with playing(stage) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("f3")
        app.screen.query_one(CodeEditor).text = "not lost"
    assert stage.engine is not None and stage.engine.state.questions["double"].code == "not lost"
    assert stage.journal.closed and stage.calls[-1] == "close"


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="only where such signals exist")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
async def test_a_signal_from_outside_saves_the_session_and_ends_the_app(name: str) -> None:
    stage = Stage(questions_=(CODE,))
    async with playing(stage) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("f3")
        app.screen.query_one(CodeEditor).text = "not lost"
        signal.raise_signal(getattr(signal, name))
        await until(pilot, lambda: app._exit)
    assert app.return_code == 128 + getattr(signal, name)
    assert stage.engine is not None and stage.engine.state.questions["double"].code == "not lost"
    assert stage.journal.closed


async def test_time_passes_on_the_bar_and_the_interviewer_warns() -> None:
    stage = Stage(questions_=(TALK,))
    async with playing(stage) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("f3")
        stage.hand.now = 1000.0
        await until(pilot, lambda: "3:20 part" in rows(app), rounds=400)
        await until(pilot, lambda: "five-minutes" in rows(app))
        assert "new" in rows(app)
        await pilot.press("f2")
        await until(pilot, lambda: "1 new" not in rows(app))


async def test_an_answer_sent_just_before_moving_on_counts_as_given() -> None:
    stage = Stage()
    async with playing(stage) as (app, pilot):
        await sit_down(pilot)
        box = app.screen.query_one(AnswerBox)
        box.focus()
        box.load_text("Lasso sets weak weights to zero, and ridge shrinks them together.")
        await pilot.pause()
        app.post_message(events.Key("enter", None))
        app.post_message(events.Key("f10", None))
        await until(pilot, lambda: isinstance(app.screen, Ask) or screen(app).state.current == "double")
        assert screen(app).state.questions["ridge"].threads["main"].said


async def test_a_step_that_cannot_be_taken_back_asks_first() -> None:
    stage = Stage()
    async with playing(stage) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("f10")
        await until(pilot, lambda: "You have not answered this question" in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        assert screen(app).state.current == "ridge"
        await pilot.press("f10", "down", "enter")
        await until(pilot, lambda: screen(app).state.current == "double")
        await say(pilot, "I would return twice the number, and test it on zero first.")
        await pilot.press("f10")
        await until(pilot, lambda: "You have not submitted anything" in rows(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: screen(app).state.section == 2)
        await pilot.press("f10")
        await until(pilot, lambda: "This ends the interview" in rows(app))
        await pilot.press("escape")
        assert not screen(app).state.ended


async def test_an_edit_never_lands_in_another_questions_code() -> None:
    stage = Stage(questions_=(TALK, CODE))
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("f3")
        app.screen.query_one(CodeEditor).text = "scratch"
        screen(app).do(c.Next())
        await until(pilot, lambda: screen(app).state.current == "double")
        await pilot.pause(0.5)
        assert screen(app).state.questions["double"].code.startswith("def double(x)")
        assert app.screen.query_one(CodeEditor).text.startswith("def double(x)")


async def test_practice_pauses_reveals_and_goes_back() -> None:
    stage = Stage(questions_=(CODE,))
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await pilot.press("p")
        await until(pilot, lambda: "Double it" in rows(app))
        await pilot.press(*"double", "enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        assert "practice double" in stage.calls
        await until(pilot, lambda: "kernel ready" in rows(app))
        await say(pilot, "I am ready")
        await until(pilot, lambda: screen(app).state.current == "double")
        await pilot.press("alt+p")
        await until(pilot, lambda: "❙❙ paused" in rows(app))
        await pilot.press("alt+p")
        await until(pilot, lambda: "❙❙ paused" not in rows(app))
        await pilot.press("alt+v")
        await until(pilot, lambda: isinstance(app.screen, Read) and "The reference" in rows(app))
        assert "return 2 * x" in rows(app)


async def test_code_of_a_closed_question_can_be_read_and_takes_no_letter() -> None:
    stage = Stage()
    async with playing(stage) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("f10", "down", "enter")
        await until(pilot, lambda: screen(app).state.current == "double")
        editor = app.screen.query_one(CodeEditor)
        editor.focus()
        await pilot.press("a")
        await until(pilot, lambda: editor.text.startswith("a"))
        await pilot.press("f10", "down", "enter")
        await until(pilot, lambda: screen(app).state.section == 2)
        await until(pilot, lambda: editor.read_only)
        before = editor.text
        editor.focus()
        await pilot.press("b", "ctrl+slash", "delete", "ctrl+v", "ctrl+z", "ctrl+y", "ctrl+@")
        editor.insert("from a list of names or the line to replace with")
        app.post_message(events.Paste("pasted"))
        await until(pilot, lambda: "That question is closed" in rows(app))
        assert editor.text == before == screen(app).state.questions["double"].code


async def test_before_the_first_question_the_editor_takes_no_letter_that_would_be_lost() -> None:
    async with playing(Stage()) as (app, pilot):
        await pilot.press("i", "enter")
        await until(pilot, lambda: "[greet]" in rows(app))
        assert screen(app).state.current is None
        editor = app.screen.query_one(CodeEditor)
        before = editor.text
        editor.focus()
        await pilot.press("x", "ctrl+v")
        await until(pilot, lambda: "No question is open yet" in rows(app))
        assert editor.text == before
        await say(pilot, "I am ready")
        await until(pilot, lambda: screen(app).state.current == "ridge" and not editor.read_only)
        editor.focus()
        await pilot.press("x")
        await until(pilot, lambda: screen(app).state.questions["ridge"].code.startswith("x"))


async def test_what_is_typed_before_the_pane_is_laid_out_leaves_the_code_in_sight() -> None:
    async with playing(Stage()) as (app, pilot):
        await sit_down(pilot)
        editor = app.screen.query_one(CodeEditor)
        assert not editor.size and not editor.read_only
        editor.load("\n# " + "wide " * 40)
        screen(app).action_code()
        editor.insert("xyz")  # a hand can be faster than the layout
        await until(pilot, lambda: editor.text.startswith("xyz") and editor.size.width > 40)
        await pilot.pause()
        assert editor.scroll_offset.x == 0 and "xyz" in rows(app)


async def test_a_session_that_was_left_open_is_one_key_away() -> None:
    left = SessionLine("s1", "Two hours", "interview", "yesterday 18:02", 2460)
    stage = Stage(
        overview_=replace(
            OVERVIEW, open=left, faults=("kmeans.yaml:3:1: unknown field",), mistakes=("minutes is no number",)
        )
    )
    async with playing(stage) as (app, pilot):
        assert "C  Continue" in rows(app) and "41 min in" in rows(app)
        assert "1 file of the bank is broken" in rows(app) and "Not all of the settings can be used" in rows(app)
        await pilot.press("b")
        await until(pilot, lambda: "kmeans.yaml:3:1" in rows(app) and "minutes is no number" in rows(app))
        await pilot.press("escape", "c")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        assert "resume s1" in stage.calls


async def test_what_the_service_cannot_do_is_told_and_the_home_screen_stays() -> None:
    async with playing(Stage(trouble="The data folder cannot be written. Set HOTSEAT_HOME.")) as (app, pilot):
        await pilot.press("i", "enter")
        await until(pilot, lambda: "The data folder cannot be written" in rows(app))
        assert isinstance(app.screen, HomeScreen)


async def test_a_terminal_that_is_too_small_says_so_and_comes_back_as_it_was() -> None:
    async with playing(Stage()) as (app, pilot):
        await sit_down(pilot)
        await pilot.resize_terminal(40, 10)
        await until(pilot, lambda: "Hotseat needs 60 by 18" in rows(app).replace("\n", " "))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen) and "[ask]" in rows(app))


async def test_a_storm_of_sizes_leaves_a_usable_screen() -> None:
    async with playing(Stage()) as (app, pilot):
        await sit_down(pilot)
        for size in ((1, 1), (20, 5), (200, 60), (59, 18), (110, 17), (109, 30), (500, 200), (80, 24)):
            await pilot.resize_terminal(*size)
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        await until(pilot, lambda: "[Talk]" in rows(app) and "Your answer" in rows(app))


async def test_zoom_gives_the_screen_to_the_pane_and_gives_it_back() -> None:
    async with playing(Stage(), size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("f3", "alt+z")
        await until(pilot, lambda: "Conversation" not in rows(app))
        await pilot.press("alt+z")
        await until(pilot, lambda: "Conversation" in rows(app))


async def test_the_theme_can_be_changed_while_the_interview_runs() -> None:
    async with playing(Stage(), size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        app.action_toggle_look()
        await pilot.pause()
        assert app.theme == "hotseat-light"
        assert app.screen.query_one(CodeEditor).theme == "hotseat-light"
        app.theme = "nord"
        await pilot.pause()
        assert app.screen.query_one(CodeEditor).theme == "hotseat-dark"
