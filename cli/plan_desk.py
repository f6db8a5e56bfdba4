"""The plan's files: gathers what it is made from, and keeps it up to date in a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from hotseat.cli.packs import askable
from hotseat.cli.places import Places
from hotseat.front.service import Trouble

if TYPE_CHECKING:
    from hotseat.front.plan_view import PlanView
    from hotseat.question_bank.bank import Bank
    from hotseat.review.history import Summary
    from hotseat.review.plan import Plan
    from hotseat.review.plan_facts import Facts


def local_now() -> datetime:
    """The present moment in the person's own time zone: a day ends where they live."""
    return datetime.now().astimezone()


class PlanDesk:
    """The plan of one person. Its methods read files, so they are called beside a screen; those that fail raise Trouble."""

    def __init__(
        self,
        here: Places,
        agenda: str,
        now: Callable[[], datetime] = local_now,
        sessions: Callable[[], Iterable[Summary]] | None = None,
    ) -> None:
        """``agenda`` is the id of the interview that is prepared for.

        ``sessions`` gives the past sessions, newest first; where it is left out, their index is brought up to date.
        """
        self._here, self._agenda, self._now = here, agenda, now
        self._sessions = sessions or self._all_sessions

    def view(self, bank: Bank) -> PlanView:
        """What is due, and the plan as it stands now."""
        return self._shown(bank, lambda facts, now: (self._kept(facts, now), ""))

    def set(self, bank: Bank, interview_on: str, minutes: int | None) -> PlanView:
        """Lay out a plan until a date and keep it; where one is there already, what was done by it stays.

        An empty date or no minutes leave those of the plan that is there.
        """
        return self._shown(bank, lambda facts, now: self._made(facts, now, interview_on, minutes))

    def forget(self, bank: Bank) -> PlanView:
        """Take the plan away."""
        path = self._here.plan
        try:
            path.unlink(missing_ok=True)
        except OSError as fault:
            raise Trouble(f"The plan in {path} cannot be deleted: {fault.strerror or fault}.") from None
        return self.view(bank)

    def for_practice(self, bank: Bank) -> tuple[Facts, tuple[tuple[str, str], ...]]:
        """What is known of the person, and the questions of their plan for today that are still open, with their reasons."""
        from hotseat.review.plan_file import BadPlan

        facts, now = self._facts(bank), self._now()
        try:
            plan = self._kept(facts, now)
        except (BadPlan, OSError):
            plan = None  # Practice goes on without; the plan's own page tells what is wrong with it.
        items = plan.day(now.date()).items if plan else ()
        return facts, tuple((i.what, i.why) for i in items if i.kind in ("review", "drill") and not i.done)

    def _all_sessions(self) -> Iterable[Summary]:
        from hotseat.cli.past import up_to_date

        return up_to_date(self._here).all()

    def _facts(self, bank: Bank) -> Facts:
        from hotseat.question_bank.draw import kept_back
        from hotseat.review.plan_facts import gathered

        course = bank.agendas.get(self._agenda) or max(bank.agendas.values(), key=lambda a: a.minutes, default=None)
        return gathered(list(self._sessions()), askable(bank), kept_back(bank.questions), bank.agendas, course)

    def _kept(self, facts: Facts, now: datetime) -> Plan | None:
        """The plan as it stands now, kept as such; None where there is none. Raises BadPlan and OSError."""
        from hotseat.review.plan import brought_up_to
        from hotseat.review.plan_file import read_plan, write_plan

        there = read_plan(self._here.plan)
        plan = brought_up_to(there, facts, now) if there else None
        if plan is not None and plan != there:
            write_plan(self._here.plan, plan)
        return plan

    def _made(self, facts: Facts, now: datetime, interview_on: str, minutes: int | None) -> tuple[Plan, str]:
        """A plan until a date, kept; and a sentence where a file that cannot be read had to be set aside."""
        from hotseat.review.plan import brought_up_to, wished
        from hotseat.review.plan_dates import USUAL, interview_date, minutes_a_day
        from hotseat.review.plan_file import BadPlan, read_plan, set_aside, write_plan
        from hotseat.review.plan_parts import Wish

        told, today = "", now.date()
        try:
            there = read_plan(self._here.plan)
        except BadPlan:
            there = None
            told = f"The old plan could not be read and is kept as {set_aside(self._here.plan).name}."
        same = there is not None and not interview_on.strip() and there.wish.interview_on > today
        on = there.wish.interview_on if there and same else interview_date(interview_on, today)
        given = minutes if minutes is not None else there.wish.minutes_a_day if there else USUAL
        plan = brought_up_to(wished(there, Wish(on, minutes_a_day(given), today), now), facts, now)
        write_plan(self._here.plan, plan)
        return plan, told

    def _shown(self, bank: Bank, make: Callable[[Facts, datetime], tuple[Plan | None, str]]) -> PlanView:
        from hotseat.front.plan_view import plan_view
        from hotseat.review.plan_dates import BadDate
        from hotseat.review.plan_file import BadPlan

        facts, now = self._facts(bank), self._now()
        try:
            plan, told = make(facts, now)
        except (BadDate, BadPlan) as fault:
            raise Trouble(str(fault)) from None
        except OSError as fault:
            raise Trouble(f"The plan cannot be kept in {self._here.plan}: {fault.strerror or fault}.") from None
        view = plan_view(plan, facts, now)
        return replace(view, notes=(told, *view.notes)) if told else view
