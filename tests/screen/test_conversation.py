"""The conversation: light however long, at its end until the person scrolls, every text shown as it is."""

from __future__ import annotations

from support.screens import rows, until
from textual.app import App, ComposeResult

from hotseat.front.lines import Turn
from hotseat.tui.theme import PALETTES
from hotseat.tui.widgets.conversation import WINDOW, Conversation, MessageView


class Bench(App[None]):
    CSS = "MessageView { height: auto; width: 1fr; margin-bottom: 1; } Conversation { scrollbar-gutter: stable; }"

    def __init__(self) -> None:
        super().__init__()
        for palette in PALETTES.values():
            self.register_theme(palette.theme())
        self.theme = "hotseat-dark"

    def compose(self) -> ComposeResult:
        yield Conversation()


def turns(count: int) -> list[Turn]:
    return [Turn("interviewer" if n % 2 else "candidate", f"message {n} end", float(n)) for n in range(count)]


async def test_thousands_of_messages_mount_only_their_last_part_one_widget_each() -> None:
    app = Bench()
    async with app.run_test(size=(60, 20)) as pilot:
        talk = app.query_one(Conversation)
        talk.show(turns(3_000))
        await until(pilot, lambda: "message 2999 end" in rows(app))
        assert len(app.query(MessageView)) == WINDOW
        assert len(list(talk.walk_children())) == WINDOW
        assert len(talk.turns) == 3_000


async def test_earlier_messages_come_in_as_the_person_scrolls_up_and_the_view_stays() -> None:
    app = Bench()
    async with app.run_test(size=(60, 20)) as pilot:
        talk = app.query_one(Conversation)
        talk.show(turns(300))
        await until(pilot, lambda: "message 299 end" in rows(app))
        talk.scroll_home(animate=False)
        await until(pilot, lambda: len(app.query(MessageView)) == 2 * WINDOW)
        await until(pilot, lambda: f"message {300 - WINDOW} end" in rows(app))
        assert talk.scroll_y > 0


async def test_new_turns_are_added_and_those_shown_stay_the_same_widgets() -> None:
    app = Bench()
    async with app.run_test(size=(60, 20)) as pilot:
        talk = app.query_one(Conversation)
        talk.show(turns(3))
        await pilot.pause()
        before = list(app.query(MessageView))
        talk.show(turns(4))
        await until(pilot, lambda: "message 3 end" in rows(app))
        assert list(app.query(MessageView))[:3] == before


async def test_the_view_stays_at_the_bottom_until_the_person_scrolls() -> None:
    app = Bench()
    async with app.run_test(size=(60, 12)) as pilot:
        talk = app.query_one(Conversation)
        talk.show(turns(20))
        await until(pilot, lambda: "message 19 end" in rows(app))
        talk.scroll_to(y=3, animate=False)
        await pilot.pause()
        talk.show(turns(24))
        await pilot.pause(0.1)
        assert "message 23 end" not in rows(app)
        talk.scroll_end(animate=False)
        await until(pilot, lambda: "message 23 end" in rows(app))


async def test_the_interviewer_speaks_markdown_and_the_candidate_is_shown_as_typed() -> None:
    app = Bench()
    async with app.run_test(size=(60, 20)) as pilot:
        talk = app.query_one(Conversation)
        talk.show(
            [
                Turn("interviewer", "Write `f(x)`:\n\n- first\n- second\n\n```python\ndef f(x):\n    return x\n```", 1),
                Turn("candidate", "a*b*c and [b]x[/b]\nsecond _line_", 2),
            ]
        )
        await until(pilot, lambda: "second _line_" in rows(app))
        shown = rows(app)
        assert " • first" in shown and "    return x" in shown and "`" not in shown
        assert "a*b*c and [b]x[/b]" in shown


async def test_a_message_flows_anew_when_the_width_changes() -> None:
    app = Bench()
    async with app.run_test(size=(80, 20)) as pilot:
        talk = app.query_one(Conversation)
        talk.show([Turn("interviewer", "word " * 30, 1)])
        await pilot.pause()
        wide = app.query_one(MessageView).size.height
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        await pilot.pause()
        assert app.query_one(MessageView).size.height > wide
