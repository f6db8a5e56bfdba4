"""Two attempts at one question side by side: what came of each, the points of the rubric, and what changed in the code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from hotseat.front.attempt_words import ONLY_ONE, AttemptLine, code_told, heads, other_than
from hotseat.review.attempts import Comparison, Row
from hotseat.tui import safe
from hotseat.tui.key_table import COMPARE, bindings
from hotseat.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from hotseat.tui.app import HotseatApp

_LABEL, _VALUE = 14, 26
"""Cells of a row's name, and of each attempt's value."""
_LOOKS = {"+": "$success", "-": "$error", "@": "$text-muted"}


class CompareScreen(Screen[None]):
    """Shows the attempt of one session beside another one, which can be changed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*COMPARE)

    def __init__(self, question: str, attempts: Sequence[AttemptLine], session: str = "") -> None:
        """``attempts`` are all there are, newest first; that of ``session`` stays, or the newest."""
        super().__init__()
        self._question, self._attempts = question, attempts
        own = next((n for n, attempt in enumerate(attempts) if attempt.session == session), 0)
        self._own = own
        self._other = other_than(attempts, own)

    @property
    def _app(self) -> HotseatApp:
        return cast("HotseatApp", self.app)

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Compare", "bold $primary"), markup=False, classes="page-title", id="compare-title")
        with VerticalScroll(id="compare"):
            yield Static(Content.styled("Reading both sessions…", "$text-muted"), markup=False, id="compare-text")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self._show()

    def _show(self) -> None:
        if self._other < 0:
            self.query_one("#compare-text", Static).update(safe.line(ONLY_ONE))
        else:
            self.run_worker(self._load(), group="compare", exclusive=True, exit_on_error=False)

    async def _load(self) -> None:
        one, other = (self._attempts[n].session for n in (self._own, self._other))
        found = await self._app.ask(self._app.service.comparison(self._question, one, other))
        if found is not None:
            title = Content.assemble(("Compare", "bold $primary"), "  ", safe.line(found.title, 80))
            self.query_one("#compare-title", Static).update(title)
            self.query_one("#compare-text", Static).update(_told(found))

    def action_other(self, step: int) -> None:
        """Take another attempt to compare with."""
        at = self._other + step
        if at == self._own:
            at += step
        if 0 <= at < len(self._attempts):
            self._other = at
            self._show()
        else:
            self._app.tell("There is no further attempt on that side.")


def _told(found: Comparison) -> Content:
    left, right = heads(found)
    rows = [_columns("", left, right, "bold"), *(_row(row) for row in found.rows)]
    if found.points:
        rows += [Content(""), Content.styled("Points", "bold $primary")]
        for row in found.points:
            rows += [safe.line(row.label, 200), _row(Row("", row.left, row.right))]
    rows += [Content(""), Content.styled("Code: − earlier, + later", "bold $primary")]
    if told := code_told(found):
        rows.append(safe.line(told))
    rows += [safe.said(line, _LOOKS.get(line[:1], "")) for line in found.diff]
    return Content("\n").join(rows)


def _row(row: Row) -> Content:
    return _columns(row.label, row.left, row.right, "" if row.same else "$accent")


def _columns(label: str, left: str, right: str, look: str) -> Content:
    differs = "  " if left == right else "≠ "
    return Content.assemble(
        safe.column(label, _LABEL, "$text-muted"),
        differs,
        safe.column(left, _VALUE, look),
        safe.column(right, _VALUE, look),
    )
