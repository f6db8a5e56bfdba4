"""What the screens and the line mode ask for, done with files, kernel and judge."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotseat.cli.banks import PAGE, glance, open_bank
from hotseat.cli.drawing import CannotStart, InUse, NotTrusted, interview_started, practice_started
from hotseat.cli.first_steps import first_steps
from hotseat.cli.pack_desk import PackDesk
from hotseat.cli.packs import PackFacts, askable, trust, waiting, waits
from hotseat.cli.past_desk import PastDesk
from hotseat.cli.places import Places
from hotseat.cli.plan_desk import PlanDesk
from hotseat.cli.sessions import Opened, begin, go_on
from hotseat.cli.settings import Settings
from hotseat.front.kept import Kept, read_kept, write_kept
from hotseat.front.service import (
    FIRST_STEPS,
    AgendaLine,
    Desk,
    FigureLine,
    NeedsTrust,
    Overview,
    PersonaLine,
    QuestionLine,
    Trouble,
)
from hotseat.interview.engine import Engine
from hotseat.question_bank.bank import Bank
from hotseat.question_bank.draw import Wanted
from hotseat.question_bank.engines import unavailable
from hotseat.question_bank.notebook import Notebook
from hotseat.question_bank.reading import Stopped
from hotseat.review import history

if TYPE_CHECKING:
    from hotseat.cli.kernel_runner import KernelRunner
    from hotseat.cli.onlooking import Onlooker
    from hotseat.cli.past import PastSessions
    from hotseat.cli.second_seat import SecondSeat
    from hotseat.front.plan_view import PlanView
    from hotseat.interview.ports import Runner
    from hotseat.kernels.code_help import CodeHelp

ANYTHING = Wanted()
"""No filter."""


class RealService(PackDesk, PastDesk):
    """What the screens ask for, done with files, kernel and judge. Slow work goes to threads."""

    def __init__(
        self,
        here: Places,
        settings: Settings,
        faults: Sequence[str] = (),
        bank: Bank | None = None,
        spare: KernelRunner | None = None,
    ) -> None:
        """``faults`` are sentences on what is wrong with the settings; ``bank`` is the bank where it was read already.

        ``spare`` is a kernel that was started ahead.
        """
        self._here = here
        self._settings = settings
        self.persona = settings.persona
        self._faults = tuple(faults)
        self._plan = PlanDesk(here, settings.agenda, sessions=lambda: self._past.index.all())
        self._bank = bank
        self._reading = asyncio.Lock()
        self._stop = threading.Event()
        """Ends the reading of the bank."""
        self.reading = ""
        self._known_past: PastSessions | None = None
        self._opened: list[Opened] = []
        self._seats: list[SecondSeat] = []
        self._spare = spare
        self._warmed = False
        self._runners: dict[Path, KernelRunner] = {}
        """The kernels of the sessions, by their folders."""
        self._helps: dict[str, CodeHelp] = {}
        self._onlookers: dict[str, Onlooker] = {}
        self._told: dict[str, PackFacts] = {}
        """The packs that were asked about, as they were told."""

    async def bank(self, *, anew: bool = False) -> Bank:
        """The bank; with ``anew`` all its files are looked at, else those that are opened."""
        async with self._reading:
            if self._bank is None or anew:
                self._bank = await asyncio.to_thread(self._open_bank)
            return self._bank

    def _open_bank(self) -> Bank:
        began = time.monotonic()

        def progress(done: int, of: int) -> None:
            if time.monotonic() > began + 1:
                self.reading = f"Reading the bank, once: {done:,} of {of:,} files…"

        try:
            return open_bank(self._here, progress, self._stop)
        except Stopped:
            raise Trouble("The reading of the bank was stopped.") from None
        finally:
            self.reading = ""

    async def overview(self) -> Overview:
        from hotseat.cli.doctor import advice

        bank = await self.bank(anew=True)
        opened = await self._past.open_one()
        hints = await asyncio.to_thread(advice, self._here)
        closed = await asyncio.to_thread(waiting, bank)
        order = sorted(bank.agendas.values(), key=lambda a: (a.id != self._settings.agenda, -a.minutes))
        return Overview(
            questions=len(bank.questions),
            topics=len({q.topic for q in bank.summaries.values()}),
            agendas=tuple(AgendaLine(a.id, a.title, a.minutes) for a in order),
            personas=tuple(PersonaLine(p.id, p.name, p.title) for p in bank.personas.values()),
            new=not await asyncio.to_thread(history.anything, self._here.sessions),
            open=opened,
            faults=tuple(map(str, bank.problems)),
            mistakes=self._faults,
            hints=(*hints, *(waits(pack) for pack in closed.values() if pack.code)),
            tip=_tip(bank),
        )

    async def glance(self) -> Sequence[QuestionLine]:
        bank = self._bank
        if bank is not None:
            known = [bank.summaries[own] for own in islice(bank.summaries, PAGE)]
        else:
            known = await asyncio.to_thread(glance, self._here)
        return [QuestionLine(q.id, q.title, q.kind, q.topic, q.level, q.minutes) for q in known]

    async def questions(self) -> Sequence[QuestionLine]:
        bank = await self.bank(anew=True)
        counts = await self._past.counts()
        free = await asyncio.to_thread(askable, bank)
        return [
            QuestionLine(
                q.id,
                q.title,
                q.kind,
                q.topic,
                q.level,
                q.minutes,
                counts.get(q.id, 0),
                closed=q.id not in free and unavailable(q) is None,
                lacks=str(unavailable(q) or ""),
            )
            for q in bank.summaries.values()
        ]

    async def warm(self) -> None:
        """Read the bank and start a kernel while the person looks at the home screen."""
        await self.bank()
        if not self._warmed:
            self._warmed = True
            if not self._opened and self._spare is None:
                self._spare = self._new_runner(self._here.kernel)
                self._spare.start_ahead()

    async def start_interview(
        self,
        agenda: str,
        *,
        seed: int | None = None,
        minutes: float | None = None,
        wanted: Wanted = ANYTHING,
        advert: str | None = None,
        final: bool = False,
        notebook: Notebook | None = None,
    ) -> Engine:
        bank = await self.bank()
        seen = await self._past.seen()
        try:
            started = interview_started(
                bank,
                agenda or self._settings.agenda,
                seed=seed,
                minutes=minutes,
                wanted=wanted,
                persona=self.persona,
                seen=seen,
                advert=advert,
                final=final,
                notebook=notebook,
            )
            return await self._keep(begin(self._here, bank, started, self._runner, model=self._settings.llm))
        except CannotStart as fault:
            raise Trouble(str(fault)) from None

    async def start_practice(
        self,
        question: str | None,
        *,
        seed: int | None = None,
        wanted: Wanted = ANYTHING,
        notebook: Notebook | None = None,
    ) -> Engine:
        bank = await self.bank()
        facts, planned = None, tuple[tuple[str, str], ...]()
        if question is None and notebook is None:
            await self._past.shortly()
            facts, planned = await asyncio.to_thread(self._plan.for_practice, bank)
        try:
            started = practice_started(
                bank,
                question,
                seed=seed,
                wanted=wanted,
                persona=self.persona,
                facts=facts,
                planned=planned,
                notebook=notebook,
            )
            return await self._keep(begin(self._here, bank, started, self._runner, model=self._settings.llm))
        except NotTrusted as fault:
            self._told[fault.pack.name] = fault.pack
            raise NeedsTrust(fault.pack.name, fault.pack.lines()) from None
        except CannotStart as fault:
            raise Trouble(str(fault)) from None

    async def start_first_steps(self) -> Engine:
        here, bank = await asyncio.to_thread(first_steps, self._here, await self.bank())
        try:
            started = practice_started(bank, FIRST_STEPS, seed=None, wanted=ANYTHING, persona=self.persona)
            return await self._keep(begin(here, bank, started, self._runner))
        except CannotStart as fault:
            raise Trouble(str(fault)) from None

    async def trust(self, pack: str) -> bool:
        try:
            await asyncio.to_thread(trust, self._here, self._told[pack])
        except OSError as fault:
            raise Trouble(f"That cannot be kept in {self._here.trust}: {fault.strerror or fault}.") from None
        async with self._reading:
            self._bank = None
        return True

    async def plan(self) -> PlanView:
        await self._past.shortly()
        return await asyncio.to_thread(self._plan.view, await self.bank())

    async def set_plan(self, interview_on: str, minutes: int | None) -> PlanView:
        await self._past.shortly()
        return await asyncio.to_thread(self._plan.set, await self.bank(), interview_on, minutes)

    async def forget_plan(self) -> PlanView:
        await self._past.shortly()
        return await asyncio.to_thread(self._plan.forget, await self.bank())

    async def resume(self, session: str) -> Engine:
        bank = await self.bank()
        try:
            return await self._keep(go_on(self._here, bank, session, self._runner, self._settings.llm))
        except InUse as fault:
            from hotseat.front.elsewhere import OpenElsewhere

            raise OpenElsewhere(session, fault.pid) from None
        except (CannotStart, ValueError) as fault:
            raise Trouble(str(fault)) from None

    async def _keep(self, opening: Any) -> Engine:
        opened: Opened = await opening
        if self._settings.second_seat:
            from hotseat.cli.second_seat import NoSeat, SecondSeat

            seat = SecondSeat(opened.engine, opened.folder)
            try:
                await seat.open()
            except NoSeat as fault:
                await opened.engine.close()  # else nobody could go on with it while this program runs
                raise Trouble(
                    f"{fault} Start without --second-seat, and with second_seat = false in the settings. "
                    f"The session is kept: hotseat resume {opened.id}"
                ) from None
            self._seats.append(seat)
        self._opened.append(opened)
        return opened.engine

    def _runner(self, folder: Path) -> Runner:
        """The kernel that was started ahead, or a new one."""
        spare, self._spare = self._spare, None
        if spare is None:
            spare = self._new_runner(folder)
        else:
            spare.move_to(folder)
        self._runners[folder] = spare
        return spare

    def _new_runner(self, folder: Path) -> KernelRunner:
        from hotseat.cli.kernel_runner import new_runner

        return new_runner(folder, self._settings)

    async def figure(self, question: str, cell: str) -> FigureLine:
        from hotseat.cli.evidence import figure

        return await figure(await self.bank(), question, cell)

    def desk(self, session: str) -> Desk | None:
        """The session's folder, and help with its code from its kernel."""
        opened = next((o for o in self._opened if o.id == session), None)
        if opened is None:
            return None
        if session not in self._helps:
            from hotseat.kernels.code_help import CodeHelp

            runner = self._runners.get(opened.folder)
            self._helps[session] = CodeHelp(lambda: runner.kernel if runner else None, opened.folder / "work")
        return Desk(opened.folder, self._helps[session])

    @property
    def bracket_pairs(self) -> bool:
        return self._settings.bracket_pairs

    @property
    def asks_guess(self) -> bool:
        return self._settings.ask_guess

    @property
    def kept(self) -> Kept:
        return read_kept(self._here.screen)

    async def keep(self, kept: Kept) -> None:
        try:
            await asyncio.to_thread(write_kept, self._here.screen, kept)
        except OSError as fault:
            raise Trouble(
                f"How the screen lies cannot be kept in {self._here.screen}: {fault.strerror or fault}."
            ) from None

    async def close(self) -> None:
        """Close what is still open, and end what is being read."""
        self._stop.set()
        if self._known_past is not None:
            await self._known_past.close()
        for seat in self._seats:
            await seat.close()
        for opened in self._opened:
            await opened.engine.close()
        for help in self._helps.values():
            await help.close()
        if self._spare is not None:
            await self._spare.stop()


def _tip(bank: Bank) -> str:
    """One of the checklist's tips, another one each day."""
    tips = [tip.text for checklist in bank.checklists.values() for tip in checklist.tips]
    return f"Tip: {tips[date.today().toordinal() % len(tips)]}" if tips else ""
