"""The code editor edits as programmers expect and knows its cells."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from support.screens import rows, until
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets.text_area import Selection

from hotseat.front.cell_notes import Note
from hotseat.tui.theme import PALETTES
from hotseat.tui.widgets import editor as module
from hotseat.tui.widgets.editor import CodeEditor

FILE = "# %% first\nimport os\n\n# %% second\ndef f(x):\n    return x\n"


class Bench(App[None]):
    def __init__(self, text: str) -> None:
        super().__init__()
        for palette in PALETTES.values():
            self.register_theme(palette.theme())
        self.theme = "hotseat-dark"
        self.text = text
        self.edits: list[str] = []
        self.runs: list[int] = []

    def compose(self) -> ComposeResult:
        yield CodeEditor(self.text, id="code")

    def on_code_editor_edited(self, event: CodeEditor.Edited) -> None:
        self.edits.append(event.text)

    def on_code_editor_run_asked(self, event: CodeEditor.RunAsked) -> None:
        self.runs.append(event.cell)


@asynccontextmanager
async def bench(text: str = "") -> AsyncIterator[tuple[Bench, CodeEditor, Pilot[None]]]:
    app = Bench(text)
    async with app.run_test(size=(60, 16)) as pilot:
        editor = app.query_one(CodeEditor)
        editor.focus()
        await until(pilot, lambda: editor.language == "python")
        yield app, editor, pilot


async def test_enter_keeps_the_indent_and_goes_deeper_after_a_colon() -> None:
    async with bench() as (_, editor, pilot):
        await pilot.press(*"if x:", "enter", *"y", "enter", *"z")
        assert editor.text == "if x:\n    y\n    z"


async def test_enter_replaces_a_selection_whichever_way_it_was_made() -> None:
    async with bench("    abc") as (_, editor, pilot):
        editor.selection = Selection((0, 7), (0, 5))
        await pilot.press("enter")
        assert editor.text == "    a\n    "


async def test_tab_moves_a_block_and_shift_tab_moves_it_back() -> None:
    async with bench("a\n\nb\nc") as (_, editor, pilot):
        editor.selection = Selection((0, 0), (2, 1))
        await pilot.press("tab")
        assert editor.text == "    a\n\n    b\nc"
        await pilot.press("shift+tab")
        assert editor.text == "a\n\nb\nc"


async def test_one_undo_takes_a_block_change_back() -> None:
    async with bench("a\nb") as (_, editor, pilot):
        editor.selection = Selection((0, 0), (1, 1))
        await pilot.press("tab", "ctrl+z")
        assert editor.text == "a\nb"


async def test_backspace_in_the_indent_takes_a_whole_step() -> None:
    async with bench("        x") as (_, editor, pilot):
        editor.move_cursor((0, 8))
        await pilot.press("backspace")
        assert editor.text == "    x"
        editor.move_cursor((0, 2))
        await pilot.press("backspace")
        assert editor.text == "  x"


async def test_comments_are_made_and_taken_back() -> None:
    async with bench("a\n    b\n") as (_, editor, pilot):
        editor.selection = Selection((0, 0), (1, 5))
        await pilot.press("ctrl+underscore")
        assert editor.text == "# a\n#     b\n"
        await pilot.press("ctrl+underscore")
        assert editor.text == "a\n    b\n"


async def test_the_cell_under_the_cursor_is_known_and_marked() -> None:
    async with bench(FILE) as (app, editor, pilot):
        assert [(x.index, x.first, x.last) for x in editor.cells()] == [(0, 0, 2), (1, 3, 6)]
        editor.move_cursor((4, 0))
        await pilot.pause()
        assert editor.current_cell().title == "second"
        shown = rows(app).split("\n")
        marked = [int(found[1]) for row in shown if (found := re.search(r"(\d) ▎", row))]
        assert marked == [4, 5, 6, 7]
        assert "cell 2 of 2" in rows(app)


async def test_a_pause_in_typing_posts_the_text_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE", 2.0)
    monkeypatch.setattr(module, "LONGEST", 60.0)
    async with bench("") as (app, _, pilot):
        await pilot.press(*"abc")
        assert app.edits == []
        await until(pilot, lambda: bool(app.edits), rounds=1000)
        assert app.edits == ["abc"]


async def test_steady_typing_is_posted_without_waiting_for_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE", 60.0)
    monkeypatch.setattr(module, "LONGEST", 0.0)
    async with bench("") as (app, _, pilot):
        await pilot.press(*"abc")
        await until(pilot, lambda: app.edits[-1:] == ["abc"])


async def test_what_was_taken_is_not_posted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE", 60.0)
    monkeypatch.setattr(module, "LONGEST", 60.0)
    async with bench("") as (app, editor, pilot):
        await pilot.press(*"abc")
        assert editor.take() == "abc"
        editor.flush()
        await pilot.pause()
        assert app.edits == []


async def test_run_and_go_on_asks_for_the_cell_and_moves_to_the_next() -> None:
    async with bench(FILE) as (app, editor, pilot):
        await pilot.press("alt+enter")
        await pilot.pause()
        assert app.runs == [0]
        assert editor.current_cell().index == 1
        await pilot.press("alt+up")
        assert editor.current_cell().index == 0


async def test_a_note_stands_at_the_right_of_its_cells_mark_and_a_fault_in_the_gutter() -> None:
    async with bench(FILE) as (app, editor, pilot):
        editor.note({1: Note("[3] failed in 2 ms", "bad")})
        editor.blame(1, 5, words="E: told")
        await pilot.pause()
        shown = rows(app).split("\n")
        assert "[3] failed in 2 ms" in next(row for row in shown if "# %% second" in row)
        assert "✗" in next(row for row in shown if "return x" in row and "E: told" in row)
        assert "✗" in next(row for row in shown if "import os" in row and "E: told" not in row)
        await pilot.press("x")
        await pilot.pause()
        assert "✗" not in rows(app)


async def test_pasted_text_is_made_harmless() -> None:
    async with bench("") as (_, editor, pilot):
        await editor._on_paste(events.Paste("a = 1\r\nb = '\x1b]0;title\x07\u202e'"))
        await pilot.pause()
        assert editor.text == "a = 1\nb = '\ufffd'"


async def test_highlighting_is_there_once_the_frame_is_painted_and_the_cursor_stays() -> None:
    async with bench(FILE) as (_, editor, _pilot):
        assert editor.is_syntax_aware
        assert editor.cursor_location == (0, 0)


async def test_keys_in_a_burst_are_done_in_their_order() -> None:
    async with bench("") as (app, editor, pilot):
        sent = [*"abc", "backspace", *"d", "left", *"e", "end", "enter", *"f", "up", "home", *"x"]
        for key in sent:
            character = key if len(key) == 1 else "\r" if key == "enter" else None
            app.post_message(events.Key(key, character))
        await until(pilot, lambda: "x" in editor.text)
        assert editor.text == "xabed\nf"


async def test_brackets_and_quotes_come_in_pairs_and_go_in_pairs() -> None:
    async with bench() as (_, editor, pilot):
        await pilot.press(*"f(", '"', "a", '"', *"),")
        assert editor.text == 'f("a"),'
        await pilot.press("enter", "[", "backspace", *"x")
        assert editor.text == 'f("a"),\nx'


async def test_pairs_can_be_turned_off() -> None:
    async with bench() as (_, editor, pilot):
        editor.pairs = False
        await pilot.press(*"f((")
        assert editor.text == "f(("


async def test_a_bracket_typed_over_a_selection_wraps_it() -> None:
    async with bench("a + b") as (_, editor, pilot):
        await pilot.press("ctrl+a", "(", "(")
        assert editor.text == "((a + b))" and editor.selected_text == "a + b"
        await pilot.press("ctrl+z", "ctrl+z")
        assert editor.text == "a + b"


async def test_enter_between_brackets_opens_them() -> None:
    async with bench() as (_, editor, pilot):
        await pilot.press(*"f(", "enter", "x")
        assert editor.text == "f(\n    x\n)"


async def test_enter_behind_a_return_goes_one_step_out() -> None:
    async with bench() as (_, editor, pilot):
        await pilot.press(*"def f():", "enter", *"return 1", "enter", "x")
        assert editor.text == "def f():\n    return 1\nx"


async def test_rows_that_did_not_change_are_painted_as_before_and_those_that_did_anew() -> None:
    async with bench(FILE) as (app, editor, pilot):
        editor.move_cursor((0, 0))
        await pilot.pause()
        before = rows(app)
        assert rows(app) == before
        editor.note({1: Note("[7] finished in 1 ms", "good")})
        await until(pilot, lambda: "[7] finished" in rows(app))
        editor.note({})
        await until(pilot, lambda: rows(app) == before)
        editor.search("return")
        await pilot.pause()
        app.theme = "hotseat-light"
        await pilot.pause()
        editor.replace("y", (5, 11), (5, 12))
        await until(pilot, lambda: "return y" in rows(app))


async def test_a_long_file_has_its_colours_wherever_one_scrolls_to() -> None:
    text = "".join(f"def f{n}():\n    return {n}\n" for n in range(1000))
    async with bench(text) as (app, editor, pilot):
        for row in (0, 1999, 1001, 500):
            editor.move_cursor((row, 0), center=True)
            await pilot.pause(0.05)
            styles = {
                segment.style.color.name
                for strip in app.screen._compositor.render_strips()
                for segment in strip
                if segment.style and segment.style.color and segment.text.strip() in ("def", "return")
            }
            assert PALETTES["hotseat-dark"].violet in styles, row


async def test_escape_keeps_the_cursor_in_the_code_and_lets_go_of_what_is_selected() -> None:
    async with bench("ab\n") as (_, editor, pilot):
        editor.selection = Selection((0, 0), (0, 2))
        await pilot.press("escape", "c")
        assert editor.has_focus and editor.text == "abc\n"


async def test_one_undo_brings_back_what_was_typed_over() -> None:
    async with bench("raise Error\n") as (_, editor, pilot):
        editor.selection = Selection((0, 0), (0, 11))
        await pilot.press(*"out", "ctrl+z")
        assert editor.text == "raise Error\n"


async def test_a_pane_that_becomes_smaller_keeps_the_cursor_in_sight() -> None:
    async with bench("\n".join(f"x{i}" for i in range(40))) as (app, editor, pilot):
        editor.move_cursor((13, 0))
        await until(pilot, lambda: "x13" in rows(app))
        editor.styles.height = 8
        await until(pilot, lambda: "x13" in rows(app) and editor.size.height < 8)


async def test_a_pane_that_becomes_smaller_stays_where_the_person_has_scrolled_to() -> None:
    async with bench("\n".join(f"x{i}" for i in range(90))) as (app, editor, pilot):
        editor.scroll_to(y=60, animate=False)
        await until(pilot, lambda: "x61" in rows(app))
        editor.styles.height = 8
        await until(pilot, lambda: "x61" in rows(app) and editor.size.height < 8)
