"""Tables, pictures and tracebacks in the output open with a key or a click, and nothing in them can do harm."""

from __future__ import annotations

import importlib.util
import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from support.output_bench import TRACEBACK, Bench, frame, picture, png, stream
from support.screens import rows, until
from textual._compositor import Compositor
from textual.geometry import Region
from textual.widgets import DataTable, Static

from hotseat.front import pictures
from hotseat.tui import painting
from hotseat.tui.screens.picture import PictureScreen
from hotseat.tui.screens.table import TableScreen
from hotseat.tui.widgets.output import MOST_LARGE

drawn = pytest.mark.skipif(importlib.util.find_spec("textual_image") is None, reason="hotseat[image] is not installed")
FAILURE = {"kind": "failure", "name": "KeyError", "message": "'z'", "traceback": TRACEBACK}


@pytest.fixture
def no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(painting, "installed", lambda: False)


@pytest.fixture
def no_viewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "viewer", lambda environ: None)


async def test_a_table_shows_its_size_its_dtypes_and_what_fits_and_opens_whole() -> None:
    app = Bench()
    async with app.run_test(size=(60, 24)) as pilot:
        app.show(frame(100, 30, total=5_000))
        app.pane.focus()
        await until(pilot, lambda: "▸ ▦ DataFrame · 5,000 rows × 30 columns" in rows(app))
        shown = rows(app)
        assert "float64" in shown and "⋮" in shown and "column 4" in shown and "column 6" not in shown
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TableScreen) and bool(app.screen.query(DataTable)))
        table = app.screen.query_one(DataTable)
        assert len(table.columns) == 31 and table.row_count == 101 and table.fixed_columns == 1
        await pilot.press("end", "ctrl+end")
        await until(pilot, lambda: "99 · column 29 (float64): 99.29" in rows(app))
        assert "Here are its first 50 and last 50 rows." in rows(app)
        await pilot.press("escape")
        await until(pilot, lambda: "Cell 1" in rows(app) and not isinstance(app.screen, TableScreen))


async def test_an_empty_table_opens_too() -> None:
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show(frame(0, 2))
        app.pane.focus()
        await until(pilot, lambda: "0 rows × 2 columns" in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TableScreen) and "column 1" in rows(app))


async def test_a_traceback_begins_folded_and_enter_unfolds_and_folds_it() -> None:
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show(FAILURE)
        app.pane.focus()
        await until(pilot, lambda: "⋯ 2 frames in pandas · enter shows them" in rows(app))
        assert "frame.py" not in rows(app) and "----> 2 df['z']" in rows(app) and "KeyError: 'z'" in rows(app)
        await pilot.press("enter")
        await until(pilot, lambda: "frame.py" in rows(app) and "base.py" in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: "frame.py" not in rows(app))


async def test_keys_go_from_one_to_the_next_and_a_click_opens() -> None:
    app = Bench()
    async with app.run_test(size=(80, 40)) as pilot:
        app.show(frame(2, 2), FAILURE, frame(3, 3))
        app.pane.focus()
        await until(pilot, lambda: "▸ ▦ DataFrame · 3 rows" in rows(app))
        await pilot.press("p", "p", "p")
        await until(pilot, lambda: "▸ ▦ DataFrame · 2 rows" in rows(app))
        await pilot.press("n")
        await until(pilot, lambda: "▸" not in rows(app))
        await pilot.click("#output", offset=(8, 2))
        await until(pilot, lambda: isinstance(app.screen, TableScreen) and "2 rows × 2 columns" in rows(app))


async def test_of_many_tables_the_last_ones_open_and_the_first_ones_stay_in_sight() -> None:
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show(*(frame(n, 1) for n in range(1, MOST_LARGE + 6)))
        app.pane.focus()
        await until(pilot, lambda: f"▸ ▦ DataFrame · {MOST_LARGE + 5} rows" in rows(app))
        assert len(app.pane._exhibits) == MOST_LARGE
        await pilot.press("home")
        await until(pilot, lambda: "▦ DataFrame · 1 row × 1 column" in rows(app))


async def test_without_the_library_a_picture_is_one_line_and_its_file_is_told(
    no_library: None, no_viewer: None
) -> None:
    app = Bench()
    async with app.run_test(size=(120, 24), notifications=True) as pilot:
        app.show(picture(png(64, 48)))
        app.pane.focus()
        await until(pilot, lambda: "▣ Figure · 64 × 48 pixels" in rows(app))
        assert "▀" not in rows(app)
        await pilot.press("enter")
        await until(pilot, lambda: "There is no viewer for pictures here" in rows(app))
        told = " ".join(rows(app).split())
        assert "picture-" in told and not isinstance(app.screen, PictureScreen)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the viewer")
def test_the_viewer_gets_a_private_file_with_the_picture(tmp_path: Path) -> None:
    seen, program = tmp_path / "seen", tmp_path / ("open" if sys.platform == "darwin" else "xdg-open")
    os.mkfifo(seen)
    program.write_text(f'#!/bin/sh\ncat "$1" > "{seen}"\n')
    program.chmod(0o755)
    view = pictures.picture(picture(png(8, 8)))
    assert view is not None
    environ = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "DISPLAY": ":0"}
    path = pictures.show(view, environ)
    assert seen.read_bytes() == png(8, 8)
    assert path.stat().st_mode & 0o077 == 0 and path.parent.stat().st_mode & 0o077 == 0


def test_where_there_is_no_screen_to_show_it_on_there_is_no_viewer(tmp_path: Path) -> None:
    (tmp_path / "xdg-open").touch(mode=0o755)
    assert pictures.viewer({"PATH": str(tmp_path)}, "linux") is None
    assert pictures.viewer({"PATH": str(tmp_path), "WAYLAND_DISPLAY": "w"}, "linux") == [str(tmp_path / "xdg-open")]
    assert pictures.viewer({"PATH": ""}, "win32") == ["cmd", "/c", "start", ""]


@drawn
async def test_a_picture_is_drawn_among_the_output_and_opens_large() -> None:
    app = Bench()
    async with app.run_test(size=(100, 30)) as pilot:
        app.show(picture(png(64, 48)))
        app.pane.focus()
        await until(pilot, lambda: rows(app).count("▀") > 200)
        small = rows(app).count("▀")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PictureScreen) and rows(app).count("▀") > small)


def test_a_picture_is_called_what_it_shows_not_by_its_class() -> None:
    for text, told in (
        ("<Figure size 64x48 with 1 Axes>", "Figure"),
        ("<IPython.core.display.Image object>", "Picture"),
    ):
        view = pictures.picture(picture(png(64, 48), text=text))
        assert view is not None and view.words.startswith(f"{told} · 64 × 48 pixels · ")


BAD: list[dict[str, Any]] = [
    picture(png(64, 48)[:60]),
    picture(b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
    picture(png(64, 48).replace(b"IDAT", b"JUNK")),
    picture(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\xff" * 8 + b"\x08\0\0\0\0"),
    picture(b"not a picture", "image/jpeg"),
    picture(b"<svg onload='x()'/>", "image/svg+xml", "\x1b]52;c;x\x07[bold]"),
    picture(png(64, 48), "image/gif"),
    {"kind": "picture", "mime": "image/png", "data": "%%%", "text": "x"},
    {"kind": "picture", "mime": "text/html", "data": "", "text": ""},
]


@pytest.mark.parametrize("number", range(len(BAD)))
async def test_a_broken_picture_is_told_and_breaks_nothing(number: int, no_viewer: None) -> None:
    app = Bench()
    async with app.run_test(size=(100, 30)) as pilot:
        app.show(BAD[number], stream("after\n"))
        app.pane.focus()
        await until(pilot, lambda: "after" in rows(app) and "▣" in rows(app))
        await pilot.press("enter")
        await pilot.pause()
        if isinstance(app.screen, PictureScreen):
            assert "cannot be read" in str(app.screen.query_one("#picture Static", Static).content)
            await pilot.press("escape")
        app.show(stream("still here\n"), run=2)
        await until(pilot, lambda: "still here" in rows(app))


@pytest.mark.parametrize(
    ("environ", "way"),
    [
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "foot"}, "sixel"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "sixel"),
        ({"TERM": "xterm-256color"}, "blocks"),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, "blocks"),
        ({"TERM": "xterm-kitty", "TMUX": "1"}, "blocks"),
        ({"TERM": "xterm-kitty", "HOTSEAT_PICTURES": "blocks"}, "blocks"),
        ({"TERM": "dumb", "HOTSEAT_PICTURES": "sixel"}, "sixel"),
        ({"HOTSEAT_PICTURES": "all"}, "blocks"),
    ],
)
def test_the_terminal_decides_how_pictures_are_drawn(environ: dict[str, str], way: str) -> None:
    assert painting.way(environ) == way


@drawn
@pytest.mark.parametrize("way", ["kitty", "sixel"])
async def test_sequences_that_draw_a_picture_reach_the_terminal_and_only_those(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(painting.WISH, way)
    monkeypatch.setattr(sys, "__stdout__", io.StringIO())  # where the library sends a picture's data for kitty
    app = Bench()
    async with app.run_test(size=(60, 20)) as pilot:
        app.show(picture(png(64, 48)))
        app.pane.focus()
        await until(pilot, lambda: "▣" in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PictureScreen))
        sign = "\x1bP" if way == "sixel" else "\U0010eeee"
        await until(pilot, lambda: sign in rows(app))
        app.show(stream("\x1bPq#0;2;0;0;0\x1b\\ and \x1b]52;c;x\x07text\n"), run=2)
        await pilot.press("escape")
        await until(pilot, lambda: "and text" in rows(app))
        assert "\x1b" not in rows(app)


def test_each_colour_of_a_sixel_picture_is_chosen_where_it_is_defined() -> None:
    assert painting.chosen('"1;1;2;6#0;2;100;0;0!2~$#1;2;0;0;0??#0~') == '"1;1;2;6#0;2;100;0;0#0!2~$#1;2;0;0;0#1??#0~'


@drawn
async def test_a_picture_in_sixels_is_written_whole_where_one_of_its_rows_is_painted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(painting.WISH, "sixel")
    view = pictures.picture(picture(png(64, 32)))
    assert view is not None
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = PictureScreen(view)
        await app.push_screen(screen)
        await pilot.pause()
        shown = screen.query_one("#picture > *")
        painted: list[set[Region]] = []
        inner = Compositor.render_update

        def render_update(self: Compositor, *given: Any, **more: Any) -> Any:
            painted.append(set(self._dirty_regions))
            return inner(self, *given, **more)

        monkeypatch.setattr(Compositor, "render_update", render_update)
        screen.refresh(Region(0, shown.region.y, 80, 1))
        await until(pilot, lambda: bool(painted))
        assert shown.region in painted[0]
        assert any("#0;2;" in s.text for strip in shown.children[0].render_lines(shown.size.region) for s in strip)
