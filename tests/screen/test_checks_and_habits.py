"""Verdicts and habits are told in words, by sign and by colour; hidden checks are marked."""

from __future__ import annotations

from dataclasses import replace

from support.screens import rows, until
from textual.app import App, ComposeResult
from textual.widget import Widget

from hotseat.front.lines import CheckLine, HabitLine, ItemLine, Moment, Result
from hotseat.tui.theme import PALETTES
from hotseat.tui.widgets.checks import Checks
from hotseat.tui.widgets.clockbar import ClockBar
from hotseat.tui.widgets.habits import Habits
from hotseat.tui.widgets.panetabs import PaneTabs, Tab

RESULT = Result(
    "fail",
    "2 of 5 checks hold.",
    (
        CheckLine("two gives four", "passed", seconds=0.2),
        CheckLine("zero stays zero", "failed", "For double(0) we expected 0; your code gave 1."),
        CheckLine("a list is refused", "error", "TypeError: unsupported operand"),
        CheckLine("large numbers", "timeout", "It took longer than 5 s.", 5.0, hidden=True),
        CheckLine("input is left alone", "not-run", hidden=True),
    ),
    2,
)


class Bench(App[None]):
    CSS = "#check-list { height: auto; border: none; }"

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        for palette in PALETTES.values():
            self.register_theme(palette.theme())
        self.theme = "hotseat-dark"
        self.widget = widget
        self.seen: list[object] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_habits_ticked(self, event: Habits.Ticked) -> None:
        self.seen.append((event.kind, event.id, event.on))

    def on_pane_tabs_chosen(self, event: PaneTabs.Chosen) -> None:
        self.seen.append(event.id)


async def test_every_outcome_has_its_word_and_hidden_checks_are_marked() -> None:
    checks = Checks()
    app = Bench(checks)
    async with app.run_test(size=(70, 20)) as pilot:
        checks.show(RESULT)
        await until(pilot, lambda: "NOT RUN" in rows(app))
        shown = rows(app)
        for word in ("✓ PASS", "✗ FAIL", "! ERROR", "◷ TIME", "– NOT RUN"):
            assert word in shown
        assert "1 of 5 checks" in shown and "submission 2" in shown
        assert next(row for row in shown.split("\n") if "large numbers" in row).count("hidden") == 1


async def test_the_first_check_that_did_not_pass_is_chosen_and_tells_its_message() -> None:
    checks = Checks()
    app = Bench(checks)
    async with app.run_test(size=(70, 20)) as pilot:
        checks.show(RESULT)
        await until(pilot, lambda: "your code gave 1" in rows(app))
        app.query_one("#check-list").focus()
        await pilot.press("down", "down", "down")
        await until(pilot, lambda: "It did not run, so it has not passed." in rows(app))
        assert "its input stays unseen" in rows(app)


async def test_the_verdict_pane_tells_when_nothing_was_submitted_and_when_the_judge_works() -> None:
    checks = Checks()
    app = Bench(checks)
    async with app.run_test(size=(70, 20)) as pilot:
        await pilot.pause()
        assert "Nothing has been submitted yet" in rows(app)
        checks.show(None, judging=True)
        await until(pilot, lambda: "The judge is at work" in rows(app))
        checks.show(Result("not-judged", "The judge could not start.", ()))
        await until(pilot, lambda: "NOT JUDGED" in rows(app))


async def test_a_habit_shows_what_was_seen_and_space_ticks_it() -> None:
    habits = Habits()
    app = Bench(habits)
    async with app.run_test(size=(70, 20)) as pilot:
        lines = [HabitLine("aloud", "Think aloud.", seen=3), HabitLine("ask", "Ask first.")]
        habits.show(lines, [ItemLine("water", "Have water at hand.", ticked=True)])
        await until(pilot, lambda: "Ask first" in rows(app))
        shown = rows(app)
        assert "seen 3×" in shown and "not seen yet" in shown and "[x] Have water" in shown
        habits.focus()
        await pilot.press("down", "space")
        await pilot.pause()
        assert app.seen == [("habit", "aloud", True)]
        habits.show([replace(lines[0], ticked=True), lines[1]], [])
        await until(pilot, lambda: "[x] Think aloud" in rows(app))


async def test_the_bar_drops_what_matters_least_and_keeps_the_time() -> None:
    bar = ClockBar()
    app = Bench(bar)
    async with app.run_test(size=(100, 5)) as pilot:
        moment = Moment("A rather long title of a section", "part 2 of 5", 750.0, 5650.0, kernel="ready")
        bar.moment = moment
        await until(pilot, lambda: "12:30 part" in rows(app))
        assert "1:34:10 left" in rows(app) and "● kernel ready" in rows(app) and "✓ saved" in rows(app)
        await pilot.resize_terminal(60, 5)
        await until(pilot, lambda: "kernel ready" not in rows(app))
        assert "1:34:10 left" in rows(app) and "12:30 part" in rows(app)
        bar.moment = replace(moment, trouble="Not saved", total_left=-61.0, section_left=-1.0)
        await until(pilot, lambda: "NOT SAVED" in rows(app))
        assert "1:01 over" in rows(app) and "−0:01 part" in rows(app)


async def test_a_click_on_a_tab_chooses_it_and_the_chosen_one_has_brackets() -> None:
    tabs = PaneTabs([Tab("talk", "Talk", "F2"), Tab("code", "Code", "F3", "FAIL")])
    app = Bench(tabs)
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        assert "[Talk]" in rows(app) and "F3 Code FAIL" in rows(app)
        await pilot.click(PaneTabs, offset=(12, 0))
        await pilot.pause()
        assert app.seen == ["code"]


async def test_while_the_judge_works_its_checks_come_one_by_one_and_the_last_verdict_is_out_of_sight() -> None:
    app = Bench(Checks())
    async with app.run_test(size=(80, 24)) as pilot:
        checks = app.query_one(Checks)
        checks.show(RESULT)
        checks.show(RESULT, judging=True)
        await pilot.pause()
        assert "two gives four" not in rows(app)
        checks.settle(CheckLine("another thing", "passed"))
        await until(pilot, lambda: "another thing" in rows(app))
        seen = rows(app)
        assert "1 check is through. F7 stops it." in seen
        checks.show(replace(RESULT, notes=("Cell 1, line 3: NameError",), printed="hello from the code"))
        await until(pilot, lambda: "two gives four" in rows(app))
        seen = rows(app)
        assert "another thing" not in seen
        assert "Cell 1, line 3: NameError" in seen and "hello from the code" in seen
