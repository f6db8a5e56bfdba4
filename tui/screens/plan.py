"""The plan on a screen: readiness, what is due today, and the days ahead; enter begins what the cursor is on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from hotseat.front.plan_told import GRADE_HELP, KINDS, MARKS, NO_GRADES, NONE, OWN_GRADE, WHICH_GRADE
from hotseat.front.plan_view import GradedRow, PlanDay, PlanRow, PlanView
from hotseat.front.times import span
from hotseat.interview.commands import SetGrade
from hotseat.tui import safe
from hotseat.tui.key_table import PLAN, bindings, capital_of
from hotseat.tui.screens.dialogs import Ask, AskLine, Choice, Read
from hotseat.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from hotseat.tui.app import HotseatApp

PRACTISE = "--practise"
COLOURS = {"ready": "$success", "not ready": "$warning", "not enough evidence": "$text-muted"}
STYLES = {"done": "$success", "open": "$primary", "moved": "$text-muted", "missed": "$warning"}
ASK_DATE = "The days until then are laid out: mocks, what falls due, new questions, and rest on the last day."
ASK_MINUTES = "How many minutes may a day take? An hour where you leave it empty. No day is given more than that."


class PlanScreen(Screen[None]):
    """Shows the plan, and changes its date."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*PLAN)

    def __init__(self) -> None:
        super().__init__()
        self._view: PlanView | None = None
        self._rows: dict[str, PlanRow] = {}
        self._changes = 0
        """How often the plan was changed here."""

    @property
    def _app(self) -> HotseatApp:
        return cast("HotseatApp", self.app)

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Plan", "bold $primary"), markup=False, classes="page-title")
        yield Static(Content.styled("Looking at what was done…", "$text-muted"), markup=False, id="plan-head")
        yield OptionList(id="plan", markup=False)
        yield Static(markup=False, id="plan-why")
        yield Static(markup=False, id="plan-notes")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        self.run_worker(self._load(), group="plan", exclusive=True, exit_on_error=False)

    async def _load(self) -> None:
        asked = self._changes
        view = await self._app.ask(self._app.service.plan())
        if asked == self._changes:  # what was changed meanwhile is shown by whoever changed it
            self._show(view)

    def _show(self, view: PlanView | None) -> None:
        if view is None:
            if self._view is None:
                told = "The plan cannot be shown. D takes a date and lays out a new one."
                self.query_one("#plan-head", Static).update(Content.styled(told, "$text-muted"))
            return
        self._view = view
        self.query_one("#plan-head", Static).update(_head(view, capital_of(self.app, "plan.reasons")))
        notes = [s for s in (view.behind, *view.notes, view.guesses) if s]
        self.query_one("#plan-notes", Static).update(safe.said("\n".join(notes), "$text-muted"))
        chooser = self.query_one(OptionList)
        at = chooser.highlighted
        chooser.set_options(self._options(view))
        at = min(at or 0, chooser.option_count - 1)
        chooser.highlighted = 0 if chooser.get_option_at_index(at).disabled else at
        self.refresh_bindings()

    def _options(self, view: PlanView) -> list[Option]:
        self._rows = {}
        first = "Practise what is due, then something new"
        options = [Option(Content.styled(first, "bold"), id=PRACTISE)]
        for day in (view.today, *view.days):
            options.append(Option(_day(day), disabled=True))
            if not day.rows and day is view.today:
                options.append(Option(Content.styled(f"  {NONE}", "$text-muted"), disabled=True))
            for row in day.rows:
                name = f"row-{len(self._rows)}"
                self._rows[name] = row
                options.append(Option(_row(row), id=name))
        return options

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_begin()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        told = _why(self._rows.get(event.option_id or ""), capital_of(self.app, "plan.begin"))
        self.query_one("#plan-why", Static).update(safe.line(told, 160, "$text-muted"))

    def action_begin(self) -> None:
        """Begin what the cursor is on."""
        chooser = self.query_one(OptionList)
        if chooser.highlighted is None:
            return
        chosen = chooser.get_option_at_index(chooser.highlighted).id or ""
        row = self._rows.get(chosen)
        if chosen == PRACTISE:
            self._app.practise(None)
        elif row is None:
            return
        elif row.state == "done":
            self._app.tell("That is done. The list of past sessions has it.")
        elif row.begun:
            self._app.go_on(row.begun)
        elif row.kind == "mock":
            self._app.start(row.what, final=row.final)
        elif row.kind == "rest":
            self._app.tell("Nothing is to be done then. That is meant.")
        else:
            self._app.practise(row.what)

    def action_date(self) -> None:
        """Ask for the date of the interview and the minutes a day, and lay out the plan."""
        there = self._view.interview_on if self._view else None
        hint = f"Now {there.isoformat()}; empty keeps it" if there else "Year, month and day, such as 2030-05-17"

        def dated(date: str | None) -> None:
            if date is None:
                return
            minutes = self._view.minutes_a_day if self._view else 0
            told = f"Now {minutes}; empty keeps it" if minutes else "Minutes a day, such as 60"
            self.app.push_screen(AskLine("How much time a day?", ASK_MINUTES, hint=told, most=4), timed(date))

        def timed(date: str) -> Callable[[str | None], None]:
            def given(minutes: str | None) -> None:
                if minutes is None:
                    return
                if minutes.strip() and not minutes.strip().isdecimal():
                    self._app.tell("Minutes are a whole number, such as 60. The plan is as it was.", bad=True)
                    return
                much = int(minutes) if minutes.strip() else None
                self._run(self._app.service.set_plan(date, much))

            return given

        self.app.push_screen(AskLine("When is your interview?", ASK_DATE, hint=hint, most=10), dated)

    def _run(self, wish: Awaitable[PlanView]) -> None:
        """Change the plan and show it."""
        self._changes += 1

        async def changed() -> None:
            self._changed(await self._app.ask(wish))

        self.run_worker(changed(), group="plan-change", exit_on_error=False)

    def _changed(self, view: PlanView | None) -> None:
        if view is not None:
            self._app.changed = True
            self.query_one(OptionList).highlighted = 0
            self._show(view)

    def action_reasons(self) -> None:
        """Show all that readiness rests on."""
        if self._view is None:
            return
        ready = self._view.ready
        parts = [Content.styled(f"Readiness: {ready.word}", f"bold {COLOURS[ready.word]}"), Content("")]
        for reason in ready.reasons:
            mark = ("✓ ", "$success") if reason.holds else ("– ", "$warning")
            parts.append(Content.assemble(mark, safe.said(reason.sentence)))
        self.app.push_screen(Read("What readiness rests on", parts))

    def action_grade(self) -> None:
        """Let a grade be changed: which one, and to what."""
        graded = self._view.graded if self._view else ()
        if not graded:
            self._app.tell(NO_GRADES)
            return

        def chosen(answer: str | None) -> None:
            if answer is not None:
                self._ask_grade(graded[int(answer)])

        choices = [Choice(str(n), f"{g.grade}: {g.title}", g.why) for n, g in enumerate(graded)]
        self.app.push_screen(Ask(WHICH_GRADE, "The last ones, the newest first.", choices), chosen)

    def _ask_grade(self, row: GradedRow) -> None:
        def told(answer: str | None) -> None:
            if answer is not None:
                word = SetGrade(row.question, "" if answer == "back" else answer)
                self._run(self._graded(row.session, word))

        choices = [Choice(word, word, help) for word, help in GRADE_HELP.items()]
        if row.own:
            choices.insert(0, Choice("back", "Take my word back", "What was worked out counts again."))
        self.app.push_screen(Ask(row.title, OWN_GRADE, choices), told)

    async def _graded(self, session: str, word: SetGrade) -> PlanView:
        await self._app.service.look_back(session, word)
        return await self._app.service.plan()

    def action_forget(self) -> None:
        """Take the plan away, once that is said twice."""

        def chosen(answer: str | None) -> None:
            if answer == "forget":
                self._run(self._app.service.forget_plan())

        choices = [Choice("keep", "Keep it"), Choice("forget", "Take it away")]
        text = "Its days go. What was practised stays, and what is due stays due."
        self.app.push_screen(Ask("Take the plan away?", text, choices), chosen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "forget" or bool(self._view and self._view.interview_on)


def _head(view: PlanView, why: str) -> Content:
    """What the plan is for, the verdict, and the first thing that stands in its way; the key ``why`` tells more."""
    ready = view.ready
    missing = ready.missing
    more = f" And {len(missing) - 1} more: {why} tells." if len(missing) > 1 else ""
    told = f"{missing[0]}{more}" if missing else f"{why} tells what it rests on."
    parts = [
        safe.line(view.head, 160),
        Content.assemble(
            "Readiness: ", (ready.word, f"bold {COLOURS[ready.word]}"), "  ", safe.line(told, 160, "$text-muted")
        ),
    ]
    return Content("\n").join(parts)


def _day(day: PlanDay) -> Content:
    length = f"  {span(day.minutes * 60)}" if day.minutes else ""
    return Content.assemble((day.label, "bold $primary"), (length, "$text-muted"))


def _row(row: PlanRow) -> Content:
    length = span(row.minutes * 60) if row.minutes else ""
    return Content.assemble(
        (f"  {MARKS[row.state]} ", STYLES[row.state]),
        (f"{KINDS[row.kind]:<6}", "$secondary"),
        (f"{length:>7}  ", "$text-muted"),
        safe.line(row.title, 80, "" if row.state == "open" else "$text-muted"),
    )


def _why(row: PlanRow | None, key: str) -> str:
    """What is told of the thing with the cursor, which ``key`` begins."""
    key = f"{key[:1].upper()}{key[1:]}"
    if row is None:
        return f"{key} begins."
    why = f"{row.why[:1].upper()}{row.why[1:]}. " if row.why else ""
    begins = f"{key} goes on with it." if row.begun else f"{key} begins it." if row.startable else ""
    return f"{why}{begins}"
