"""The answer box sends, grows, completes words, remembers, keeps pasted code and drafts, and amends."""

from __future__ import annotations

from support.screens import until
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from hotseat.interview.drafts import LONGEST_MESSAGE
from hotseat.tui.theme import PALETTES
from hotseat.tui.widgets.answer import AnswerBox


class Bench(App[None]):
    CSS = "AnswerBox { height: auto; min-height: 3; max-height: 50vh; border: round white; }"

    def __init__(self) -> None:
        super().__init__()
        for palette in PALETTES.values():
            self.register_theme(palette.theme())
        self.sent: list[str] = []
        self.amended: list[tuple[int, str]] = []
        self.drafts: list[tuple[str, int]] = []
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield AnswerBox(words=("help", "hint"))

    def on_answer_box_sent(self, event: AnswerBox.Sent) -> None:
        if event.amends:
            self.amended.append((event.amends, event.text))
        else:
            self.sent.append(event.text)

    def on_answer_box_drafted(self, event: AnswerBox.Drafted) -> None:
        self.drafts.append((event.text, event.amends))

    def on_answer_box_told(self, event: AnswerBox.Told) -> None:
        self.told.append(event.sentence)


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


PASTED = "def mean(x):\n    total = sum(x)\n    return total / len(x)\n"


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste as a terminal does."""
    pilot.app.query_one(AnswerBox).post_message(events.Paste(text))
    await pilot.pause()


async def test_wrapped_rows_count_for_the_height_and_the_box_shrinks_back() -> None:
    app = Bench()
    async with app.run_test(size=(60, 20)) as pilot:
        box = app.query_one(AnswerBox)
        box.insert("word " * 40)
        await pilot.pause()
        assert box.size.height == 4
        await pilot.press("enter")
        await pilot.pause()
        assert box.outer_size.height == 3
        assert len(app.sent) == 1


async def test_up_moves_through_the_rows_of_a_long_draft_before_it_brings_back_what_was_sent() -> None:
    app = Bench()
    async with app.run_test(size=(60, 20)) as pilot:
        box = app.query_one(AnswerBox)
        box.remember(["first"])
        box.insert("word " * 30)
        draft = box.text
        await pilot.pause()
        await pilot.press("up", "up")
        assert box.text == draft
        await pilot.press("up")
        assert box.text == "first"
        await pilot.press("down")
        assert box.text == draft


async def test_an_earlier_text_that_is_changed_is_not_lost_by_looking_on() -> None:
    app = Bench()
    async with app.run_test() as pilot:
        box = app.query_one(AnswerBox)
        box.remember(["first", "second"])
        await pilot.press(*"new", "up", "x", "up", "down")
        assert box.text == "secondx"
        await pilot.press("down")
        assert box.text == "new"


async def test_the_border_shows_as_many_keys_as_fit_the_needed_ones_first() -> None:
    for width, there, gone in (
        (80, "alt+↑ amend", "x"),
        (56, "ctrl+e $EDITOR", "↑ earlier"),
        (34, "enter send", "$EDITOR"),
    ):
        app = Bench()
        async with app.run_test(size=(width, 20)) as pilot:
            await pilot.pause()
            told = str(app.query_one(AnswerBox).border_subtitle)
            assert "enter send" in told and there in told and gone not in told


async def test_once_the_session_is_over_the_border_offers_the_debrief_and_no_sending() -> None:
    app = Bench()
    async with app.run_test(size=(80, 20)) as pilot:
        box = app.query_one(AnswerBox)
        box.close("The session is over. f10 opens the debrief.", "f10")
        await pilot.pause()
        assert (str(box.border_title), str(box.border_subtitle)) == ("The session is over", "f10 debrief")
        await pilot.press(*"word")
        assert "send" not in str(box.border_subtitle), "typing does not bring the keys back"


async def test_pasted_code_is_kept_as_a_block_with_its_indentation() -> None:
    app = Bench()
    async with app.run_test() as pilot:
        await pilot.press(*"Like:")
        await paste(pilot, PASTED.replace("\n", "\r\n"))
        await pilot.press(*"done", "enter")
        await pilot.pause()
        assert app.sent == [f"Like:\n```python\n{PASTED}```\ndone"]


async def test_a_paste_of_one_line_of_prose_or_into_a_block_stays_as_it_is() -> None:
    app = Bench()
    async with app.run_test() as pilot:
        box = app.query_one(AnswerBox)
        for text in ("import numpy as np", "one *word*\nand another", "```python\n" + PASTED):
            box.load_text("")
            await paste(pilot, text)
            assert box.text == text
        await paste(pilot, PASTED)
        assert box.text == "```python\n" + PASTED + PASTED


async def test_a_paste_is_one_step_to_undo() -> None:
    app = Bench()
    async with app.run_test() as pilot:
        box = app.query_one(AnswerBox)
        await pilot.press(*"ab")
        await paste(pilot, PASTED)
        await pilot.press("ctrl+z")
        assert box.text == "ab"


async def test_a_paste_that_filled_the_box_is_undone_and_done_again() -> None:
    app = Bench()
    async with app.run_test(size=(60, 20)) as pilot:
        box = app.query_one(AnswerBox)
        await pilot.press(*"ab")
        await paste(pilot, PASTED * 20)
        await until(pilot, lambda: box.show_vertical_scrollbar)
        pasted = box.text
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not box.show_vertical_scrollbar)
        assert (box.text, box.cursor_location) == ("ab", (0, 2))
        await pilot.press("ctrl+y")
        await until(pilot, lambda: box.show_vertical_scrollbar)
        assert (box.text, box.cursor_location) == (pasted, box.document.end)


async def test_a_hostile_paste_is_made_harmless_and_one_too_long_is_cut_with_a_sentence() -> None:
    app = Bench()
    async with app.run_test() as pilot:
        box = app.query_one(AnswerBox)
        await paste(pilot, "a\x1b]0;owned\x07b\x1b[2Jc\x9b31m\u202ed")
        assert box.text == "abc\ufffdd"
        box.load_text("")
        await paste(pilot, "word " * 1_000_000)
        assert len(box.text) == LONGEST_MESSAGE
        assert "5,000,000" in app.told[-1] and "20,000" in app.told[-1]
        box.load_text("")
        await paste(pilot, "import os\n" + "x = os.getcwd()\n" * 100_000)
        assert len(box.text) <= LONGEST_MESSAGE
        assert box.text.startswith("```python\nimport os\n") and box.text.endswith("\n```\n")


async def test_what_stands_in_the_box_is_posted_at_a_pause_and_not_by_the_key() -> None:
    app = Bench()
    async with app.run_test() as pilot:
        await pilot.press(*"typed at once")
        assert len(app.drafts) <= 1
        await until(pilot, lambda: app.drafts[-1:] == [("typed at once", 0)])
        assert len(app.drafts) <= 3


async def test_looking_at_an_earlier_text_leaves_the_draft_that_is_kept() -> None:
    app = Bench()
    async with app.run_test() as pilot:
        box = app.query_one(AnswerBox)
        box.remember(["sent"])
        await pilot.press(*"draft", "up")
        assert box.text == "sent" and box.draft == "draft"
        await pilot.press("x")
        assert box.draft == "sentx"


async def test_amending_shows_itself_sends_with_its_number_and_brings_the_draft_back() -> None:
    app = Bench()
    async with app.run_test() as pilot:
        box = app.query_one(AnswerBox)
        await pilot.press(*"draft")
        box.amend(7, "What I said", "04:12")
        assert "Amending what you said at 04:12" in str(box.border_title)
        assert "esc leave it" in str(box.border_subtitle)
        await pilot.press("!", "up")
        assert box.text == "What I said!", "up moves the cursor, and nothing else, while a message is amended"
        await pilot.press("enter")
        await pilot.pause()
        assert app.amended == [(7, "What I said!")]
        assert box.text == "draft" and not box.amending
        assert str(box.border_title) == "Your answer"


async def test_escape_leaves_an_amendment_and_its_new_wording_can_be_brought_back() -> None:
    app = Bench()
    async with app.run_test() as pilot:
        box = app.query_one(AnswerBox)
        await pilot.press(*"draft")
        box.amend(7, "What I said", "04:12")
        await pilot.press("!", "escape")
        assert box.text == "draft" and not box.amending
        await pilot.press("up")
        assert box.text == "What I said!"
        await pilot.press("down")
        assert box.text == "draft"
        await until(pilot, lambda: app.drafts[-1:] == [("draft", 0)])
        assert app.sent == []
