"""Choosing a question to practise: all of them in one list, narrowed by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from hotseat.front.service import QuestionLine
from hotseat.tui import safe
from hotseat.tui.key_table import PICK, bindings

if TYPE_CHECKING:
    from hotseat.tui.app import HotseatApp

DRAW = "--draw"


class PickScreen(Screen[None]):
    """Lists the bank's questions."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*PICK)

    def __init__(self) -> None:
        super().__init__()
        self._questions: Sequence[QuestionLine] = ()

    @property
    def _app(self) -> HotseatApp:
        return cast("HotseatApp", self.app)

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Practice", "bold $primary"), markup=False, classes="page-title")
        yield Input(placeholder="Type to narrow: a word of the title, the topic, the level, talk or code", id="narrow")
        yield OptionList(id="questions", markup=False)
        yield Footer(show_command_palette=False, compact=True)

    async def on_mount(self) -> None:
        self.query_one(Input).focus()
        self.run_worker(self._load(), group="pick", exclusive=True, exit_on_error=False)

    async def _load(self) -> None:
        self._questions = await self._app.ask(self._app.service.questions()) or ()
        self._narrow("")

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
        fits = [q for q in self._questions if all(w in _haystack(q) for w in words)]
        options = [Option(_row(q), id=q.id) for q in fits]
        if not words and self._questions:
            options.insert(0, Option(Content.styled("Surprise me", "bold"), id=DRAW))
        chooser = self.query_one(OptionList)
        chooser.set_options(options)
        chooser.highlighted = 0 if options else None
        chooser.border_title = f"{len(fits)} of {len(self._questions)}"

    def action_move(self, step: int) -> None:
        chooser = self.query_one(OptionList)
        (chooser.action_cursor_down if step > 0 else chooser.action_cursor_up)()

    def action_take(self) -> None:
        """Begin with the chosen question."""
        chooser = self.query_one(OptionList)
        if chooser.highlighted is None:
            self._app.tell("No question fits these words. Take one away.")
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
