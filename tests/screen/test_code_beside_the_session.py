"""The code lies in a file that other editors may open, its undo history outlives a restart, and cells say when they are stale."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from support.interview_fakes import CODE
from support.screens import notices, playing, rows, to_the_question, until
from support.stage import Stage
from textual import events
from textual.pilot import Pilot

from hotseat.front.service import Desk
from hotseat.interview import disk
from hotseat.tui.app import HotseatApp
from hotseat.tui.screens import coding
from hotseat.tui.screens.dialogs import Ask
from hotseat.tui.screens.interview import InterviewScreen
from hotseat.tui.widgets import editor as editor_module
from hotseat.tui.widgets.answer import AnswerBox
from hotseat.tui.widgets.editor import CodeEditor

THREE = "# %%\nx = 1\n\n# %%\ny = x + 1\n\n# %%\n1 / 0\n"


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(coding, "UNDO_SECONDS", 0.05)


@asynccontextmanager
async def coding_at(
    folder: Path, *, size: tuple[int, int] = (100, 32), mode: str = "practice"
) -> AsyncIterator[tuple[HotseatApp, CodeEditor, Pilot[Any], Stage]]:
    """The app at its code question, with a desk in the folder."""
    stage = Stage(questions_=(CODE,), desk_=Desk(folder))
    async with playing(stage, size=size) as (app, pilot):
        app.practise(CODE.id) if mode == "practice" else app.start("two-hour")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        screen = cast(InterviewScreen, app.screen)
        for _ in range(4):
            if screen.state.current:
                break
            app.screen.query_one(AnswerBox).load_text("I am ready")
            await pilot.press("f2", "enter")
            await pilot.pause(0.1)
        await until(pilot, lambda: screen.code_of == CODE.id)
        await pilot.press("f3")
        await until(pilot, lambda: (folder / "code" / f"{CODE.id}.py").exists())
        yield app, app.screen.query_one(CodeEditor), pilot, stage


def on_disk(folder: Path) -> str:
    return (folder / "code" / f"{CODE.id}.py").read_text(encoding="utf-8")


def save(folder: Path, text: str) -> None:
    (folder / "code" / f"{CODE.id}.py").write_text(text, encoding="utf-8")


async def test_what_is_typed_is_written_and_what_is_saved_elsewhere_comes_in(tmp_path: Path) -> None:
    async with coding_at(tmp_path) as (app, editor, pilot, stage):
        await pilot.press("ctrl+home", *"z=9", "enter")
        await until(pilot, lambda: on_disk(tmp_path).startswith("z=9\n"))
        before = editor.text
        save(tmp_path, "# from my editor\n")
        await until(pilot, lambda: editor.text == "# from my editor\n")
        assert "Taken over" in rows(app)
        await until(pilot, lambda: bool(stage.engine and stage.engine.state.questions[CODE.id].code == editor.text))
        await pilot.press("ctrl+z")
        assert editor.text == before


@pytest.mark.parametrize("answer", ["mine", "theirs"])
async def test_where_both_have_changed_the_person_is_asked_and_neither_is_lost(
    tmp_path: Path, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The person has not paused yet when the other editor saves.
    monkeypatch.setattr(editor_module, "PAUSE", 60.0)
    monkeypatch.setattr(editor_module, "LONGEST", 60.0)
    async with coding_at(tmp_path) as (app, editor, pilot, _):
        await pilot.press("ctrl+a", *"mine")
        save(tmp_path, "theirs\n")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press(*(["down"] if answer == "theirs" else []), "enter")
        await until(pilot, lambda: not isinstance(app.screen, Ask))
        if answer == "mine":
            await until(pilot, lambda: on_disk(tmp_path) == "mine\n")
            assert (tmp_path / "code" / f"{CODE.id}.theirs.py").read_text(encoding="utf-8") == "theirs\n"
            assert editor.text == "mine"
        else:
            await until(pilot, lambda: editor.text == "theirs\n")
            await pilot.press("ctrl+z")
            assert editor.text == "mine"


async def test_undo_goes_on_after_a_restart(tmp_path: Path) -> None:
    async with coding_at(tmp_path) as (_, editor, pilot, _stage):
        start = editor.text
        await pilot.press("ctrl+end", "enter", *"ab", "enter", *"cd")
        await until(pilot, lambda: (tmp_path / "undo" / f"{CODE.id}.json").exists())
        typed = editor.text
    async with coding_at(tmp_path) as (_, editor, pilot, _stage):
        # The session stands in for its resumption here: it begins with the starter again, one step from what was typed.
        await until(pilot, lambda: bool(editor.history.undo_stack))
        await pilot.press("ctrl+z")
        assert editor.text == typed
        for _ in range(8):
            await pilot.press("ctrl+z")
        assert editor.text == start


async def test_where_the_code_lies_is_told(tmp_path: Path) -> None:
    async with coding_at(tmp_path) as (app, _, pilot, _stage):
        await pilot.press("alt+f")
        await until(pilot, lambda: f"{CODE.id}.py" in rows(app))


async def test_run_to_here_runs_the_cells_above_and_stale_ones_are_marked(tmp_path: Path) -> None:
    async with coding_at(tmp_path) as (app, editor, pilot, stage):
        save(tmp_path, THREE)
        await until(pilot, lambda: editor.text == THREE)
        app.clear_notifications()
        editor.move_cursor((4, 0))
        await pilot.press("alt+t")
        await until(pilot, lambda: "[2] finished" in rows(app))
        assert [c.cell for c in stage.engine.state.cells.values()] == [0, 1]  # type: ignore[union-attr]
        editor.move_cursor((1, 5))
        await pilot.press("5")
        await until(pilot, lambda: "[1] stale: edited since" in rows(app))
        await pilot.press("f5")
        await until(pilot, lambda: "[2] stale: cell 1 ran since" in rows(app))
        assert "[3] finished" in rows(app)


async def test_an_error_is_told_at_its_line(tmp_path: Path) -> None:
    async with coding_at(tmp_path) as (app, editor, pilot, _):
        save(tmp_path, THREE)
        await until(pilot, lambda: editor.text == THREE)
        app.clear_notifications()
        editor.move_cursor((7, 0))
        await pilot.press("f5")
        await until(pilot, lambda: "✗" in rows(app))
        line = next(row for row in rows(app).split("\n") if "1 / 0" in row and "✗" in row)
        assert "ZeroDivisionError: division by zero" in line


async def test_a_paste_in_an_interview_is_noted_and_stays(tmp_path: Path) -> None:
    async with coding_at(tmp_path, mode="interview") as (app, editor, pilot, stage):
        editor.focus()
        await editor._on_paste(events.Paste("def g():\n    pass\n\ng()\n"))
        await until(pilot, lambda: "Pasted 3 lines" in rows(app))
        assert "def g():" in editor.text
        await until(pilot, lambda: "def g()" in stage.engine.state.questions[CODE.id].code)  # type: ignore[union-attr]


async def test_find_replace_and_go_to_line(tmp_path: Path) -> None:
    async with coding_at(tmp_path) as (app, editor, pilot, _):
        save(tmp_path, "# %%\nalpha = 1\nbeta = alpha\nprint(alpha)\n")
        await until(pilot, lambda: editor.text.startswith("# %%\nalpha"))
        editor.move_cursor((0, 0))
        await pilot.press("ctrl+f", *"alpha")
        await until(pilot, lambda: "1 of 3" in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: "2 of 3" in rows(app))
        assert editor.selected_text == "alpha" and editor.cursor_location[0] == 2
        await pilot.press("tab", *"gamma", "enter")
        await until(pilot, lambda: "2 of 2" in rows(app))
        assert editor.text.split("\n")[1:4] == ["alpha = 1", "beta = gamma", "print(alpha)"]
        await pilot.press("alt+enter")
        await until(pilot, lambda: "replaced 2 times" in rows(app))
        await pilot.press("escape")
        assert editor.has_focus and "alpha" not in editor.text
        await pilot.press("ctrl+z")
        assert editor.text.count("alpha") == 2
        await pilot.press("ctrl+g", *"4", "enter")
        await until(pilot, lambda: editor.cursor_location == (3, 0))


async def test_keys_that_follow_a_search_at_once_go_into_it(tmp_path: Path) -> None:
    async with coding_at(tmp_path) as (app, editor, pilot, _):
        before = editor.text
        for key in ["ctrl+f", *"xyz"]:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: "nothing found" in rows(app))
        assert editor.text == before


async def test_other_keys_from_the_settings_work_and_are_shown(tmp_path: Path) -> None:
    stage = Stage(questions_=(CODE,), desk_=Desk(tmp_path))
    keymap = {"editor.comment": "ctrl+k", "interview.run": "f12", "editor.find": "ctrl+t"}
    app = HotseatApp(stage, keymap=keymap, told=("config.toml: keys: there is no action 'x'",))
    async with app.run_test(size=(100, 32), notifications=True) as pilot:
        await until(pilot, lambda: "there is no action 'x'" in rows(app))
        app.practise(CODE.id)
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        editor = app.screen.query_one(CodeEditor)
        await to_the_question(pilot)
        await pilot.press("f3")
        editor.load("a = 1")
        await until(pilot, lambda: editor.has_focus)
        await pilot.press("ctrl+k")
        assert editor.text == "# a = 1"
        await pilot.press("ctrl+underscore")
        assert editor.text == "# a = 1"
        assert "F12 Run cell" in rows(app)
        await pilot.press("ctrl+t", *"zz")
        await until(pilot, lambda: "nothing found" in rows(app))
        await pilot.press("escape", "f1")
        await until(pilot, lambda: "Keys and words" in rows(app))
        assert next(row for row in rows(app).split("\n") if "Run the cell the cursor is in" in row).count("F12") == 1


async def test_a_file_that_cannot_be_written_is_told_promises_nothing_and_is_written_once_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with coding_at(tmp_path) as (app, editor, pilot, _):

        def fail(path: Path, data: bytes, *, lasting: bool = True) -> None:
            raise OSError(errno.EROFS, "Read-only file system")

        with monkeypatch.context() as patch:
            patch.setattr(disk, "put", fail)
            editor.put(THREE, (0, 0))
            await until(pilot, lambda: "file cannot be kept: Read-only file system" in notices(app))
            assert "the bar says whether the session is saved" in notices(app), (
                "whether the session is saved is not for this sentence to say"
            )
            assert on_disk(tmp_path) != THREE
        await until(pilot, lambda: on_disk(tmp_path) == THREE)
