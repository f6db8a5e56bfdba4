"""The row of keys at the bottom stands there with the first frame, and its keys can be clicked."""

from __future__ import annotations

from typing import ClassVar

from support.screens import rows, until
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from hotseat.tui.widgets.keybar import KeyBar


class Bench(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "run", "Run it"),
        Binding("f6", "stop", "Stop it"),
        Binding("f7", "hidden", "Hidden", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.ran, self.running = 0, False
        self.seen: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("body")
        yield KeyBar()

    def on_mount(self) -> None:
        self.call_after_refresh(lambda: self.seen.append(rows(self)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return None if action == "stop" and not self.running else True

    def action_run(self) -> None:
        self.ran, self.running = self.ran + 1, True
        self.refresh_bindings()


async def test_the_keys_stand_there_with_the_first_frame() -> None:
    app = Bench()
    async with app.run_test(size=(60, 6)) as pilot:
        await until(pilot, lambda: bool(app.seen))
        last = app.seen[0].splitlines()[-1]
        assert "f5 Run it f6 Stop it" in last
        assert "Hidden" not in last


async def test_a_click_on_a_key_does_what_the_key_does_and_a_key_that_can_not_be_used_does_nothing() -> None:
    app = Bench()
    async with app.run_test(size=(60, 6)) as pilot:
        await pilot.click(KeyBar, offset=(10, 0))
        assert app.ran == 0
        await pilot.click(KeyBar, offset=(1, 0))
        await until(pilot, lambda: app.ran == 1)
        bar = app.query_one(KeyBar)
        await until(pilot, lambda: all("dim" not in str(span.style) for span in bar.render().spans))


async def test_where_room_is_short_no_key_is_cut_and_the_list_of_all_is_offered() -> None:
    app = Bench()
    async with app.run_test(size=(19, 6)) as pilot:
        await until(pilot, lambda: bool(app.seen))
        assert rows(app).splitlines()[-1].strip() == "f5 Run it ^p more"
        await pilot.resize_terminal(60, 6)
        await until(pilot, lambda: "f6 Stop it" in rows(app))
        assert "more" not in rows(app)
