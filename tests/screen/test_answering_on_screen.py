"""Answers on the interview screen: drafts survive, answers are amended, code is shown as code, and the own editor opens."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from support.interview_fakes import CODE, TALK
from support.screens import notices, playing, rows, until
from support.stage import Stage
from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from hotseat.interview import commands as c
from hotseat.interview.engine import replay
from hotseat.tui.app import HotseatApp
from hotseat.tui.screens.interview import InterviewScreen
from hotseat.tui.widgets.answer import AnswerBox
from hotseat.tui.widgets.conversation import Conversation, MessageView
from hotseat.tui.widgets.editor import CodeEditor


def screen(app: HotseatApp) -> InterviewScreen:
    return cast(InterviewScreen, app.screen)


def box(app: HotseatApp) -> AnswerBox:
    return app.screen.query_one(AnswerBox)


async def say(pilot: Pilot[Any], text: str) -> None:
    answer = pilot.app.screen.query_one(AnswerBox)
    answer.focus()
    answer.insert(text)
    await pilot.press("enter")
    await pilot.pause()


async def sit_down(pilot: Pilot[Any]) -> None:
    await pilot.press("i", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
    await until(pilot, lambda: "[greet]" in rows(pilot.app) or "[checklist]" in rows(pilot.app))
    await say(pilot, "I am ready")
    await until(pilot, lambda: "[ask]" in rows(pilot.app))


async def test_a_draft_is_in_the_journal_at_a_pause_and_in_the_box_of_the_next_screen() -> None:
    stage = Stage()
    async with playing(stage) as (app, pilot):
        await sit_down(pilot)
        await pilot.press(*"half an")
        await until(pilot, lambda: replay(stage.journal.records).draft == "half an")
        assert stage.engine is not None
        app.pop_screen()
        await app.push_screen(InterviewScreen(stage.engine))
        await until(pilot, lambda: box(app).text == "half an")
        assert all("half an" not in m.text for m in stage.engine.state.messages)


async def test_leaving_keeps_what_was_typed_a_moment_before() -> None:
    stage = Stage()
    async with playing(stage) as (app, pilot):
        await sit_down(pilot)
        await pilot.press(*"unsaid")
        app.exit()
    assert replay(stage.journal.records).draft == "unsaid"


async def test_a_word_after_a_slash_leaves_no_draft_behind() -> None:
    stage = Stage()
    async with playing(stage) as (_, pilot):
        await sit_down(pilot)
        await pilot.press(*"/hint")
        await until(pilot, lambda: replay(stage.journal.records).draft == "/hint")
        await pilot.press("enter")
        await until(pilot, lambda: replay(stage.journal.records).draft == "")


async def test_an_answer_is_amended_where_it_stands_and_marked() -> None:
    stage = Stage()
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        await say(pilot, "Lasso shrinks.")
        await say(pilot, "Ridge sets to zero.")
        await pilot.press(*"draft", "alt+up")
        await until(pilot, lambda: box(app).text == "Ridge sets to zero.")
        await pilot.press("alt+up")
        await until(pilot, lambda: box(app).text == "Lasso shrinks.")
        await pilot.press("alt+down")
        await until(pilot, lambda: box(app).text == "Ridge sets to zero.")
        count = len(app.screen.query(MessageView))
        box(app).put_back("Ridge shrinks them together.")
        await pilot.press("enter")
        await until(pilot, lambda: "amended" in rows(app) and "Ridge shrinks them together." in rows(app))
        assert "Ridge sets to zero." not in rows(app)
        assert box(app).text == "draft"
        assert len(app.screen.query(MessageView)) == count
        assert (
            screen(app).state.questions["ridge"].threads["main"].text == "Lasso shrinks.\nRidge shrinks them together."
        )


async def test_amending_by_its_word_and_by_its_key_and_leaving_it() -> None:
    async with playing(Stage()) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("alt+m")
        await until(pilot, lambda: "nothing to amend" in rows(app))
        await say(pilot, "Lasso shrinks.")
        await say(pilot, "/amend")
        await until(pilot, lambda: box(app).text == "Lasso shrinks." and "esc leave it" in rows(app))
        await pilot.press("escape")
        assert box(app).text == "" and "esc leave it" not in rows(app)
        await pilot.press("f3", "alt+m")
        await until(pilot, lambda: box(app).text == "Lasso shrinks." and box(app).has_focus)


async def test_an_amendment_under_way_when_its_question_closes_is_left_and_its_wording_kept() -> None:
    stage = Stage()
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        await say(pilot, "Lasso shrinks.")
        await pilot.press("alt+up")
        await until(pilot, lambda: bool(box(app).amending))
        await pilot.press("!", "f10")
        await until(pilot, lambda: screen(app).state.current == "double")
        await until(pilot, lambda: not box(app).amending and "The question is closed" in rows(app).replace("\n", " "))
        await pilot.press("up")
        assert box(app).text == "Lasso shrinks.!"


async def test_an_amendment_that_cannot_be_saved_stands_in_the_box_again() -> None:
    stage = Stage()
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        await say(pilot, "Lasso shrinks.")
        await pilot.press("alt+up")
        await until(pilot, lambda: bool(box(app).amending))
        stage.journal.fault = "No space left on device"
        await pilot.press("!", "enter")
        await until(pilot, lambda: "NOT SAVED" in rows(app))
        assert box(app).text == "Lasso shrinks.!" and box(app).amending
        stage.journal.fault = ""
        await pilot.press("enter")
        await until(pilot, lambda: "Lasso shrinks.!" in rows(app) and "amended" in rows(app))


async def test_what_was_given_back_and_sent_again_is_not_cut_out_of_what_is_typed_later() -> None:
    stage = Stage()
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        stage.journal.fault = "No space left on device"
        await say(pilot, "I")
        await until(pilot, lambda: box(app).text == "I")
        stage.journal.fault = ""
        await pilot.press("enter")
        await until(pilot, lambda: not box(app).text and "NOT SAVED" not in rows(app))
        stage.journal.fault = "No space left on device"
        screen(app).do(c.Say("Ridge."))
        box(app).put_back("It shrinks.")
        await until(pilot, lambda: "Ridge." in box(app).text)
        assert box(app).text == "Ridge.\nIt shrinks."


async def test_a_half_typed_amendment_comes_back_as_one() -> None:
    stage = Stage()
    async with playing(stage) as (app, pilot):
        await sit_down(pilot)
        await say(pilot, "Lasso shrinks.")
        await pilot.press(*"draft", "alt+up")
        await until(pilot, lambda: bool(box(app).amending))
        await pilot.press("!")
        await until(pilot, lambda: replay(stage.journal.records).amendment == "Lasso shrinks.!")
        assert stage.engine is not None
        app.pop_screen()
        await app.push_screen(InterviewScreen(stage.engine))
        await until(pilot, lambda: box(app).text == "Lasso shrinks.!" and bool(box(app).amending))
        await pilot.press("escape")
        assert box(app).text == "draft"


async def test_pasted_code_is_shown_as_code_and_markdown_in_an_answer_means_nothing() -> None:
    async with playing(Stage(questions_=(TALK,)), size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        box(app).post_message(events.Paste("for x in y:\n    if x:\n        print(x)"))
        await pilot.pause()
        box(app).insert("and *that* is # all")
        await pilot.press("enter")
        await until(pilot, lambda: "and *that* is # all" in rows(app).split("Your answer")[0])
        talk = rows(app).split("Your answer")[0]
        assert "```" not in talk
        code = [row for row in talk.split("\n") if "if x:" in row or "print(x)" in row]
        assert code[1].index("print") == code[0].index("if") + 4


async def test_the_conversation_keeps_its_rows_under_the_longest_answer() -> None:
    for size in ((60, 18), (80, 24), (120, 40)):
        async with playing(Stage(), size=size) as (app, pilot):
            await sit_down(pilot)
            box(app).insert("line\n" * 100)
            await pilot.pause()
            assert box(app).outer_size.height == size[1] // 2
            assert app.screen.query_one(Conversation).size.height >= 4
            assert "enter send" in rows(app)


# The person's own editor.


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that puts a line behind what it is given; the terminal of these tests has nothing to hand over."""

    @contextlib.contextmanager
    def suspended(app: App[Any]) -> Iterator[None]:
        yield

    monkeypatch.setattr(App, "suspend", suspended)
    path = tmp_path / "editor"
    path.write_text('#!/bin/sh\nsleep 0.01; echo "# from outside" >> "$1"\n', encoding="utf-8")
    path.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(path))
    return path


async def test_ctrl_e_takes_the_answer_to_the_own_editor_and_back(editor: Path) -> None:
    async with playing(Stage()) as (app, pilot):
        await sit_down(pilot)
        await pilot.press(*"mine", "ctrl+e")
        await until(pilot, lambda: box(app).text == "mine\n# from outside")
        assert box(app).has_focus


async def test_ctrl_e_takes_the_code_where_the_code_has_the_cursor(editor: Path) -> None:
    stage = Stage(questions_=(CODE,))
    async with playing(stage) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("f3", "ctrl+e")
        code = app.screen.query_one(CodeEditor)
        await until(pilot, lambda: code.text.endswith("# from outside\n"))
        await until(pilot, lambda: screen(app).state.questions["double"].code.endswith("# from outside\n"))
        await pilot.press("ctrl+z")
        assert "outside" not in code.text
        assert box(app).text == ""


async def test_an_editor_that_is_missing_or_fails_is_told_and_nothing_is_lost(
    editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(Stage(), size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        await pilot.press(*"mine")
        monkeypatch.setenv("VISUAL", "no-such-editor-here")
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "there is no such" in notices(app))
        monkeypatch.setenv("VISUAL", "false")
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "ended with an error (1)" in notices(app))
        assert box(app).text == "mine"


async def test_in_the_line_for_a_cell_ctrl_e_goes_to_the_end_and_opens_nothing(editor: Path) -> None:
    async with playing(Stage(questions_=(CODE,))) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("f3")
        app.screen.query_one(CodeEditor).text = "ask How many?"
        await pilot.press("f5")
        line = app.screen.query_one("#stdin", Input)
        await until(pilot, lambda: line.has_focus)
        await pilot.press(*"seven", "home", "ctrl+e")
        assert line.cursor_position == 5 and line.value == "seven"


async def test_where_the_terminal_cannot_be_handed_over_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "true")
    async with playing(Stage(), size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        await pilot.press(*"mine", "ctrl+e")
        await until(pilot, lambda: "cannot be opened here" in notices(app))
        assert box(app).text == "mine"


def _waits_for_a_gate(editor: Path, folder: Path) -> Path:
    gate, script = folder / "gate", '#!/bin/sh\necho "# late" >> "$1"\nuntil [ -e {gate} ]; do sleep 0.02; done\n'
    editor.write_text(script.format(gate=gate), encoding="utf-8")
    return gate


async def test_what_was_written_for_a_question_that_closed_meanwhile_lands_in_no_other(
    editor: Path, tmp_path: Path
) -> None:
    gate = _waits_for_a_gate(editor, tmp_path)
    async with playing(Stage(questions_=(TALK, CODE)), size=(120, 40)) as (app, pilot):
        await sit_down(pilot)
        await pilot.press("f3", "ctrl+e")
        await pilot.pause(0.1)
        screen(app).do(c.Next())
        await until(pilot, lambda: screen(app).state.current == "double")
        gate.touch()
        await until(pilot, lambda: "The question was closed meanwhile" in notices(app))
        assert "late" not in app.screen.query_one(CodeEditor).text
        assert "late" not in screen(app).state.questions["double"].code
        await pilot.press("f2", "up")
        assert "# late" in box(app).text
