"""The answer box sends, grows, completes words and remembers."""

from __future__ import annotations

from textual.app import App, ComposeResult

from hotseat.tui.theme import PALETTES
from hotseat.tui.widgets.answer import AnswerBox


class Bench(App[None]):
    CSS = "AnswerBox { height: auto; min-height: 3; max-height: 50%; border: round white; }"

    def __init__(self) -> None:
        super().__init__()
        for palette in PALETTES.values():
            self.register_theme(palette.theme())
        self.sent: list[str] = []

    def compose(self) -> ComposeResult:
        yield AnswerBox(words=("help", "hint"))

    def on_answer_box_sent(self, event: AnswerBox.Sent) -> None:
        self.sent.append(event.text)


async def test_enter_sends_and_empties_and_a_blank_text_is_not_sent() -> None:
    app = Bench()
    async with app.run_test() as pilot:
        await pilot.press("enter", "space", "enter", *"two words".replace(" ", "_"), "enter")
        await pilot.pause()
        assert app.sent == ["two_words"]
        assert app.query_one(AnswerBox).text == ""


async def test_alt_enter_and_ctrl_j_begin_a_new_line_and_the_box_grows_to_half_the_screen() -> None:
    app = Bench()
    async with app.run_test(size=(60, 20)) as pilot:
        box = app.query_one(AnswerBox)
        await pilot.press("a", "alt+enter", "b", "ctrl+j", "c")
        await pilot.pause()
        assert box.text == "a\nb\nc"
        assert box.size.height == 3
        await pilot.press(*(["alt+enter"] * 20))
        await pilot.pause()
        assert box.outer_size.height == 10
        assert app.sent == []


async def test_up_and_down_bring_back_what_was_sent_and_keep_the_draft() -> None:
    app = Bench()
    async with app.run_test() as pilot:
        box = app.query_one(AnswerBox)
        box.remember(["first", "second"])
        await pilot.press(*"draft", "up")
        assert box.text == "second"
        await pilot.press("up", "up")
        assert box.text == "first"
        await pilot.press("down", "down")
        assert box.text == "draft"


async def test_a_word_after_a_slash_completes_itself() -> None:
    app = Bench()
    async with app.run_test() as pilot:
        box = app.query_one(AnswerBox)
        await pilot.press(*"/hi")
        assert box.suggestion == "nt"
        await pilot.press("tab")
        assert box.text == "/hint"
        await pilot.press("enter")
        await pilot.pause()
        assert app.sent == ["/hint"]
