"""The verdict, check by check: a word, a sign and a colour each, and what the chosen one has to say."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from hotseat.front import lines
from hotseat.front.lines import CheckLine, Outcome, Result
from hotseat.front.times import span
from hotseat.tui import safe
from hotseat.tui.key_table import key_of

WORDS: dict[Outcome, tuple[str, str, str]] = {
    "passed": ("✓", lines.OUTCOMES["passed"], "$success"),
    "failed": ("✗", lines.OUTCOMES["failed"], "$error"),
    "error": ("!", lines.OUTCOMES["error"], "$error"),
    "timeout": ("◷", lines.OUTCOMES["timeout"], "$warning"),
    "not-run": ("–", lines.OUTCOMES["not-run"], "$text-muted"),
}
VERDICTS = {
    "pass": ("✓", lines.VERDICTS["pass"], "$success"),
    "fail": ("✗", lines.VERDICTS["fail"], "$error"),
    "error": ("!", lines.OUTCOMES["error"], "$error"),
    "timeout": ("◷", lines.OUTCOMES["timeout"], "$warning"),
    "not-judged": ("–", lines.VERDICTS["not-judged"], "$warning"),
}


def word(verdict: str) -> tuple[str, str, str]:
    """The sign, the word and the colour of a verdict; an unknown one is shown as not judged."""
    return VERDICTS.get(verdict, VERDICTS["not-judged"])


LOW = 10
"""Rows below which the list, the sentence above it and what a check says do not fit below each other."""


class Checks(Vertical):
    """Shows the last verdict."""

    BORDER_TITLE = "Checks"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._result: Result | None = None
        self._judging = False
        self._settled: list[CheckLine] = []
        self._shown: tuple[Result | None, bool] | None = None
        """What was asked to be shown last; to fill the pane anew has all of the screen laid out."""

    def compose(self) -> ComposeResult:
        yield Static("", markup=False, id="verdict")
        yield OptionList(id="check-list", markup=False)
        with VerticalScroll(id="check-message", can_focus=False):
            yield Static("", markup=False, id="check-text")

    def on_mount(self) -> None:
        self.show(None)

    def show(self, result: Result | None, *, judging: bool = False) -> None:
        """Show a verdict; None when nothing has been submitted; ``judging`` while the judge works."""
        if (result, judging) == self._shown:
            return
        self._shown = self._result, self._judging = result, judging
        if not judging:
            self._settled = []
        self._fill()

    def settle(self, check: CheckLine) -> None:
        """Show a check that has been settled while the judge is still at the next ones."""
        if self._judging:
            self._settled.append(check)
            self._fill()

    def on_resize(self) -> None:
        self._squeeze()

    def _squeeze(self) -> None:
        self.set_class(self.size.height < LOW and bool(self._rows), "low")
        self.call_after_refresh(self.query_one("#check-list", OptionList).scroll_to_highlight)

    @property
    def _rows(self) -> Sequence[CheckLine]:
        """The checks of the verdict, or those settled so far of the one to come."""
        if self._judging:
            return self._settled
        return self._result.checks if self._result else ()

    def _fill(self) -> None:
        rows = self._rows
        chooser = self.query_one("#check-list", OptionList)
        chooser.set_options([Option(_row(c)) for c in rows])
        chooser.display = bool(rows)
        self._squeeze()
        self.query_one("#check-message").display = bool(rows)
        self.query_one("#verdict", Static).update(
            _head(self._result, len(self._settled) if self._judging else None, self.app)
        )
        first = next((i for i, c in enumerate(rows) if c.outcome != "passed"), 0)
        chooser.highlighted = first if rows else None
        self._tell(first if rows else None)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._tell(event.option_index)

    def _tell(self, index: int | None) -> None:
        rows = self._rows
        text = Content("")
        if index is not None and index < len(rows):
            check = rows[index]
            quiet = "Passed." if check.outcome == "passed" else "The check tells no more."
            if check.outcome == "not-run":
                quiet = "It did not run, so it has not passed."
            parts: list[Content] = [safe.said(check.message or quiet)]
            if check.hidden:
                parts.append(Content.styled("A hidden check: its input stays unseen.", "$text-muted italic"))
            text = Content("\n").join([*parts, *self._besides()])
        self.query_one("#check-text", Static).update(text)

    def _besides(self) -> list[Content]:
        """What came up besides the checks, below what the chosen one says."""
        result = self._result
        if result is None or self._judging:
            return []
        found = [safe.said(note) for note in result.notes]
        if result.printed.strip():
            found += [
                Content.styled("While it was judged your code printed:", "$text-muted"),
                safe.said(result.printed),
            ]
        return [Content(""), *found] if found else []


def _head(result: Result | None, settled: int | None, app: object) -> Content:
    """The first lines; ``settled`` are the checks that are through while the judge is at work, ``app`` knows the keys."""
    if settled is not None:
        through = f" {settled} {'check is' if settled == 1 else 'checks are'} through." if settled else ""
        return Content.styled(
            f"◌ The judge is at work…{through} {key_of(app, 'interview.interrupt')} stops it.", "$primary bold"
        )
    if result is None:
        key = key_of(app, "interview.submit")
        return Content.styled(f"Nothing has been submitted yet. {key} submits the code.", "$text-muted")
    sign, name, colour = word(result.verdict)
    passed = sum(c.outcome == "passed" for c in result.checks)
    counts = f"  {passed} of {len(result.checks)} checks" if result.checks else ""
    number = f"  submission {result.number}" if result.number else ""
    disputed = "  disputed" if result.disputed else ""
    told = ((counts, ""), (number, "$text-muted"), (disputed, "$warning bold"))
    parts = [Content.assemble((f"{sign} {name}", f"{colour} bold"), *told)]
    if result.reason:
        parts.append(safe.said(result.reason))
    return Content("\n").join(parts)


def _row(check: CheckLine) -> Content:
    sign, name, colour = WORDS.get(check.outcome, WORDS["not-run"])
    spent = f"  {span(check.seconds)}" if check.seconds >= 0.05 else ""
    return Content.assemble(
        (f"{sign} {name:<8}", f"{colour} bold"),
        safe.line(check.name, 120),
        ("  hidden" if check.hidden else "", "$text-muted italic"),
        (spent, "$text-muted"),
    )
