"""The plan in plain lines: hear it, begin something of it, give it a date."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from hotseat.front.plan_told import GRADE_HELP, OWN_GRADE, WHICH_GRADE, sentences
from hotseat.front.plan_view import PlanRow, PlanView, today_told
from hotseat.front.service import Service, Trouble
from hotseat.interview.commands import SetGrade
from hotseat.interview.engine import Engine
from hotseat.plain.choosing import Choice, choose
from hotseat.plain.console import Console

Wish = Callable[[], Awaitable[Engine]]


async def tell_today(service: Service, console: Console) -> None:
    """One line on what is due; a plan that cannot be read is told of where it is looked at."""
    try:
        view = await service.plan()
    except Trouble:
        return
    console.say("Note", today_told(view, key="plan"))


class PlanPage:
    """Tells the plan, and does what is chosen of it."""

    def __init__(self, service: Service, console: Console, sit: Callable[[Wish], Awaitable[None]]) -> None:
        """``sit`` opens a session and sits it."""
        self._service, self._console, self._sit = service, console, sit

    async def run(self) -> None:
        """Tell the plan, and ask what is to be done, until nothing more is."""
        while not self._console.ended:
            try:
                view = await self._service.plan()
            except Trouble as trouble:
                self._console.say("Note", str(trouble))
                if not await self._date(None):
                    return
                continue
            self._console.say("Plan", "\n".join(sentences(view)))
            if not await self._step(view):
                return

    async def _step(self, view: PlanView) -> bool:
        """Do one thing; False to go back."""
        rows = {f"row-{n}": row for n, row in enumerate(view.today.rows) if row.startable}
        choices = [Choice("practise", "Practise what is due, then something new")]
        choices += [Choice(name, f"Begin: {row.title}") for name, row in rows.items()]
        choices.append(Choice("date", "Give the date of your interview"))
        if view.graded:
            choices.append(Choice("grade", "Say yourself how well you knew a question"))
        if view.interview_on:
            choices.append(Choice("forget", "Take the plan away"))
        chosen = await choose(self._console, "What next?", choices)
        match chosen:
            case None:
                return False
            case "practise":
                await self._sit(lambda: self._service.start_practice(None))
            case "date":
                await self._date(view)
            case "grade":
                await self._grade(view)
            case "forget":
                await self._try(self._service.forget_plan())
            case _:
                await self._begin(rows[chosen])
        return True

    async def _begin(self, row: PlanRow) -> None:
        if row.begun:
            await self._sit(partial(self._service.resume, row.begun))
        elif row.kind == "mock":
            await self._sit(partial(self._service.start_interview, row.what, final=row.final))
        else:
            await self._sit(partial(self._service.start_practice, row.what))

    async def _grade(self, view: PlanView) -> None:
        choices = [Choice(str(n), f"{g.grade}: {g.title}", g.why) for n, g in enumerate(view.graded)]
        at = await choose(self._console, WHICH_GRADE, choices)
        if at is None:
            return
        row = view.graded[int(at)]
        grades = [Choice(word, word, help) for word, help in GRADE_HELP.items()]
        if row.own:
            grades.insert(0, Choice("back", "Take my word back", "What was worked out counts again."))
        word = await choose(self._console, f"{row.title}. {OWN_GRADE}", grades)
        if word is not None:
            own = SetGrade(row.question, "" if word == "back" else word)
            await self._try(self._service.look_back(row.session, own))

    async def _date(self, view: PlanView | None) -> bool:
        """Ask for a date and the minutes a day; False where none was given."""
        there = view.interview_on if view else None
        keeps = f" An empty line keeps {there.isoformat()}." if there else " An empty line goes back."
        self._console.say("Choice", f"When is your interview? Year, month and day, such as 2030-05-17.{keeps}")
        date = (await self._console.reply("Date: ") or "").strip()
        if not date and there is None:
            return False
        minutes = view.minutes_a_day if view else 0
        usual = f"keeps {minutes}" if minutes else "is 60"
        self._console.say("Choice", f"How many minutes may a day take? An empty line {usual}.")
        typed = (await self._console.reply("Minutes: ") or "").strip()
        if typed and not (typed.isdecimal() and len(typed) < 6):
            self._console.say("Note", "Minutes are a whole number, such as 60. The plan is as it was.")
            return True
        return await self._try(self._service.set_plan(date, int(typed) if typed else None))

    async def _try(self, wish: Awaitable[object]) -> bool:
        try:
            await wish
        except Trouble as trouble:
            self._console.say("Note", str(trouble))
            return False
        return True
