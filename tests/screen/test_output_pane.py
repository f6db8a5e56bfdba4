"""The output pane shows what is printed, quickly, at its end, and lets the person look back."""

from __future__ import annotations

from time import perf_counter

from support.screens import rows, until
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.selection import Selection

from hotseat.tui.theme import PALETTES
from hotseat.tui.widgets.output import FRAME, Output


class Bench(App[None]):
    CSS = "Output { border: none; height: 1fr; scrollbar-gutter: stable; }"

    def __init__(self) -> None:
        super().__init__()
        for palette in PALETTES.values():
            self.register_theme(palette.theme())
        self.theme = "hotseat-dark"
        self.paints = 0

    def compose(self) -> ComposeResult:
        yield Output()


async def test_a_hundred_thousand_lines_are_painted_few_times_and_the_last_one_is_seen() -> None:
    app = Bench()
    async with app.run_test(size=(60, 12)) as pilot:
        pane = app.query_one(Output)
        painted: list[float] = []
        inner = pane._paint
        pane._paint = lambda: (painted.append(perf_counter()), inner())[1]
        pane.open(1, "Cell 1")
        began = perf_counter()
        for start in range(0, 100_000, 500):
            pane.write(1, "".join(f"line {n}\n" for n in range(start, start + 500)))
            if start % 5_000 == 0:
                await pilot.pause(0)
        await until(pilot, lambda: "line 99999" in rows(app))
        spent = perf_counter() - began
        assert len(painted) <= spent / FRAME + 3
        pane.scroll_home(animate=False)
        await pilot.pause()
        assert "line 0" in rows(app)


async def test_the_pane_stays_where_the_person_scrolled_to() -> None:
    app = Bench()
    async with app.run_test(size=(60, 10)) as pilot:
        pane = app.query_one(Output)
        pane.open(1, "Cell 1")
        pane.write(1, "".join(f"row {n}\n" for n in range(50)))
        await until(pilot, lambda: "row 49" in rows(app))
        pane.focus()
        await pilot.press("home")
        await until(pilot, lambda: "row 0" in rows(app))
        pane.write(1, "more\n" * 30)
        await pilot.pause(0.15)
        assert "row 0" in rows(app)
        await pilot.press("end")
        await until(pilot, lambda: rows(app).rstrip().endswith("more"))
        pane.write(1, "last\n")
        await until(pilot, lambda: "last" in rows(app))


async def test_header_result_error_and_notice_are_told_by_words_and_signs() -> None:
    app = Bench()
    async with app.run_test(size=(60, 20)) as pilot:
        pane = app.query_one(Output)
        pane.open(1, "Cell 1 · x = 1")
        pane.result(1, "42")
        pane.end(1, "finished", "[1] finished in 2 ms")
        pane.open(2, "Cell 2")
        pane.failure(2, "\x1b[31mZeroDivisionError\x1b[0m: division by zero")
        pane.notice(2, "The kernel died.")
        pane.end(2, "died", "kernel died")
        await until(pilot, lambda: "kernel died" in rows(app))
        shown = rows(app)
        assert "✓ Cell 1 · x = 1 · [1] finished in 2 ms" in shown
        assert "‼ Cell 2 · kernel died" in shown
        assert "ZeroDivisionError: division by zero" in shown


async def test_a_long_line_folds_and_a_tab_is_eight_columns() -> None:
    app = Bench()
    async with app.run_test(size=(42, 10)) as pilot:
        pane = app.query_one(Output)
        pane.open(1, "Cell")
        pane.write(1, "0123456789" * 5 + "\na\tb\n")
        await until(pilot, lambda: "a       b" in rows(app))
        shown = [row.rstrip() for row in rows(app).split("\n")]
        assert shown[1] == "0123456789" * 4
        assert shown[2] == "0123456789"


async def test_selected_text_is_what_was_printed_without_colours() -> None:
    app = Bench()
    async with app.run_test(size=(42, 10)) as pilot:
        pane = app.query_one(Output)
        pane.open(1, "Cell")
        pane.write(1, "\x1b[32mgreen\x1b[0m\nplain\n")
        await until(pilot, lambda: "plain" in rows(app))
        found = pane.get_selection(Selection(Offset(0, 1), Offset(5, 2)))
        assert found is not None and found[0] == "green\nplain"


async def test_cleared_output_is_gone_and_its_header_stays() -> None:
    app = Bench()
    async with app.run_test(size=(42, 10)) as pilot:
        pane = app.query_one(Output)
        pane.open(1, "Cell")
        pane.write(1, "old\n")
        pane.wipe(1)
        pane.write(1, "new\n")
        await until(pilot, lambda: "new" in rows(app))
        assert "old" not in rows(app) and "Cell" in rows(app)


async def test_a_run_that_waits_says_so_until_it_is_its_turn() -> None:
    app = Bench()
    async with app.run_test(size=(50, 10)) as pilot:
        pane = app.query_one(Output)
        pane.open(1, "Cell 1")
        pane.open(2, "Cell 2", "waiting")
        await until(pilot, lambda: "● Cell 1 · running" in rows(app) and "◌ Cell 2 · waiting" in rows(app))
        pane.end(1, "finished", "finished in 2 ms")
        pane.begin(2)
        await until(pilot, lambda: "● Cell 2 · running" in rows(app))
