"""Choosing a question to practise: all of them in one list, narrowed by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from hotseat.front.service import QuestionLine
from hotseat.tui import safe
from hotseat.tui.key_table import PICK, bindings
from hotseat.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from hotseat.tui.app import HotseatApp

DRAW = "--draw"
NONE_FITS = "No question fits these words. Take one away."
AT_ONCE = 100
"""Lines that are laid out at a time; more follow before the end of them comes in sight."""


class PickScreen(Screen[None]):
    """Lists the bank's questions."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*PICK)

    def __init__(self) -> None:
        super().__init__()
        self._questions: Sequence[QuestionLine] = ()
        self._words: list[str] = []
        """What can be typed to find each question."""
        self._fits: list[QuestionLine] = []
        """Those that the typed words leave."""
        self._laid = 0
        """How many of them are in the list."""
        self._whole = False
        """Whether all questions are here, and not only the first of them."""

    @property
    def _app(self) -> HotseatApp:
        return cast("HotseatApp", self.app)

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Practice", "bold $primary"), markup=False, classes="page-title")
        yield Input(placeholder="Type to narrow: a word of the title, the topic, the level, talk or code", id="narrow")
        yield OptionList(id="questions", markup=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        self.query_one(Input).focus()
        self.watch(self.query_one(OptionList), "scroll_y", self._lay_more, init=False)
        self.run_worker(self._load(), group="pick", exclusive=True, exit_on_error=False)

    async def _load(self) -> None:
        self._take(await self._app.ask(self._app.service.glance()) or (), whole=False)
        self._take(await self._app.ask(self._app.service.questions()) or (), whole=True)

    def _take(self, questions: Sequence[QuestionLine], *, whole: bool) -> None:
        """Show these, narrowed by what is typed, with the cursor where it was."""
        if not questions and not whole:
            return
        chooser = self.query_one(OptionList)
        at = chooser.highlighted_option.id if chooser.highlighted_option else None
        self._questions, self._whole = questions, whole
        self._words = [_haystack(question) for question in questions]
        self._narrow(self.query_one(Input).value)
        for n in range(chooser.option_count):
            if chooser.get_option_at_index(n).id == at:
                chooser.highlighted = n

    def on_input_changed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_take()

    def on_key(self, event: events.Key) -> None:
        if event.key in ("pageup", "pagedown"):
            chooser = self.query_one(OptionList)
            (chooser.action_page_up if event.key == "pageup" else chooser.action_page_down)()

    def _narrow(self, text: str) -> None:
        words = text.lower().split()
        found = zip(self._questions, self._words, strict=True)
        self._fits = [q for q, known in found if all(word in known for word in words)]
        first = (
            [Option(Content.styled("What is due, then something new", "bold"), id=DRAW)]
            if not words and self._questions
            else []
        )
        chooser = self.query_one(OptionList)
        none = [Option(Content.styled(NONE_FITS, "$text-muted"), disabled=True)] if words and not self._fits else []
        chooser.set_options([*first, *self._next(), *none])
        chooser.highlighted = 0 if first or self._fits else None
        chooser.border_title = f"{len(self._fits)} of {len(self._questions)}" if self._whole else ""

    def _next(self, laid: int = 0) -> list[Option]:
        """The lines that follow so many."""
        following = self._fits[laid : laid + AT_ONCE]
        self._laid = laid + len(following)
        return [Option(_row(q), id=q.id) for q in following]

    def _lay_more(self) -> None:
        """Lay out more lines where the end of those that are there comes near."""
        chooser = self.query_one(OptionList)
        at = max(chooser.scroll_offset.y + chooser.size.height, chooser.highlighted or 0)
        if self._laid < len(self._fits) and at + AT_ONCE // 2 > chooser.option_count:
            chooser.add_options(self._next(self._laid))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._lay_more()

    def action_move(self, step: int) -> None:
        chooser = self.query_one(OptionList)
        (chooser.action_cursor_down if step > 0 else chooser.action_cursor_up)()

    def action_take(self) -> None:
        """Begin with the chosen question."""
        chooser = self.query_one(OptionList)
        if chooser.highlighted is None:
            self._app.tell(NONE_FITS)
            return
        chosen = chooser.get_option_at_index(chooser.highlighted).id
        self._app.practise(None if chosen == DRAW else chosen)


def _haystack(question: QuestionLine) -> str:
    fields = (question.id, question.title, question.topic, question.level, question.kind)
    return " ".join(fields).lower()


def _row(question: QuestionLine) -> Content:
    seen = f"  done {question.seen}×" if question.seen else ""
    closed = "  its pack is not trusted yet" if question.closed else ""
    lacks = f"  {question.lacks}" if question.lacks else ""
    return Content.assemble(
        safe.column(question.kind, 5, "$secondary"),
        safe.column(question.level, 7, "$text-muted"),
        (f"{question.minutes:>3.0f} min  ", "$text-muted"),
        safe.line(question.title, 80, "bold"),
        "  ",
        safe.line(question.topic, 40, "$text-muted"),
        (seen, "$text-muted"),
        (closed, "$warning"),
        safe.line(lacks, 120, "$warning"),
    )
