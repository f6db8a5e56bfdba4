"""Shows the app, and the way in that the command asked for. What the screens need is loaded once the first frame is drawn."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, cast

from hotseat.cli.places import Places
from hotseat.cli.settings import Settings, sitting_settings
from hotseat.front.kept import Kept, read_kept

if TYPE_CHECKING:
    from hotseat.cli.kernel_runner import KernelRunner
    from hotseat.cli.service import RealService
    from hotseat.front.ahead import Ahead
    from hotseat.front.service import Service
    from hotseat.interview.engine import Engine
    from hotseat.kernels.ahead import Begun
    from hotseat.question_bank.bank import Bank


SEAT_OFFERED = "A second seat is offered. Whoever takes it runs on this machine: hotseat seat"


class LateService:
    """The real service, whose rooms take longer to load than the first frame to draw: they are loaded when first asked.

    It answers to every method of :class:`hotseat.front.service.Service`; those that wait load the rooms beside the screen.
    """

    def __init__(
        self,
        here: Places,
        settings: Settings,
        faults: Sequence[str],
        bank: Bank | None,
        begun: Begun | None = None,
    ) -> None:
        """``begun`` is the process of the kernel that the first session will need."""
        self._begun = begun
        self._given = here, settings, faults, bank
        self._real: RealService | None = None
        self._spare: KernelRunner | None = None
        self._loading = asyncio.Lock()
        self.persona = settings.persona
        self.bracket_pairs = settings.bracket_pairs
        self.asks_guess = settings.ask_guess

    @property
    def kept(self) -> Kept:
        return read_kept(self._given[0].screen)

    async def start_kernel(self) -> None:
        """Start the kernel that the first session will need, before anything else of its rooms is loaded; once."""
        async with self._loading:
            if self._spare is None and self._real is None:
                self._spare = await asyncio.to_thread(self._make_runner)
                self._spare.start_ahead()

    def _make_runner(self) -> KernelRunner:
        from hotseat.cli.kernel_runner import new_runner

        here, settings, _, _ = self._given
        begun, self._begun = self._begun, None
        return new_runner(here.kernel, settings, begun)

    def _make(self) -> RealService:
        from hotseat.cli.service import RealService

        return RealService(*self._given, spare=self._spare)

    async def _loaded(self) -> RealService:
        async with self._loading:
            if self._real is None:
                self._real = await asyncio.to_thread(self._make)
        self._real.persona = self.persona
        return self._real

    @property
    def reading(self) -> str:
        return self._real.reading if self._real else ""

    @property
    def reading_past(self) -> str:
        return self._real.reading_past if self._real else ""

    def desk(self, session: str) -> Any:
        return self._real.desk(session) if self._real else None

    async def close(self) -> None:
        if self._real is not None:
            await self._real.close()
        elif self._spare is not None:
            await self._spare.stop()
        if self._begun is not None:
            await self._begun.end()

    def __getattr__(self, name: str) -> Callable[..., Coroutine[Any, Any, Any]]:
        if name.startswith("_"):
            raise AttributeError(name)

        async def later(*given: Any, **named: Any) -> Any:
            return await getattr(await self._loaded(), name)(*given, **named)

        return later


def show(here: Places, first: str, model: tuple[str | None, str | None] = (None, None), **wishes: Any) -> int:
    """Run the app until it is left; returns its exit code.

    ``first`` is the way in: ``home``, ``interview``, ``practice``, ``resume``, ``review`` or ``preview``; ``model`` holds a
    language model's address and name where they were given as options. Wishes that stand for a setting go before it, see
    :func:`hotseat.cli.settings.sitting_settings`; ``bank`` is the bank where it was read already.
    """
    # Nothing that a start makes becomes garbage: to look for some takes a tenth of it. The app looks again once it runs.
    gc.disable()
    bank = wishes.pop("bank", None)
    settings, wrong = sitting_settings(here.settings, model, wishes)
    begun: Begun | None = None
    if first in ("interview", "practice", "resume"):
        from hotseat.cli.kernel_runner import begin_kernel

        begun = begin_kernel(here.kernel, settings)
    from hotseat.cli.glimpse import glimpse
    from hotseat.front.service import FIRST_STEPS
    from hotseat.tui.app import HotseatApp
    from hotseat.tui.keymap import read_keys

    late = LateService(here, settings, wrong, bank, begun)
    service = cast("Service", late)

    def way(open_session: str) -> Callable[[], Coroutine[Any, Any, Engine]]:
        async def opened() -> Engine:
            await late.start_kernel()
            return await getattr(service, open_session)(**wishes)

        return opened

    ways = {"interview": way("start_interview"), "practice": way("start_practice"), "resume": way("resume")}
    ahead: Ahead | None = None
    if first in ("interview", "practice") and wishes.get("question") != FIRST_STEPS:
        ahead = glimpse(here.index, wishes.get("question"))
    page = str(wishes.get("session") or "review") if first == "review" else ""
    keymap, told = read_keys(settings.keys)
    told = tuple(f"{here.settings}: {sentence}" for sentence in told)
    if first in ways:
        told = (*wrong, *told)  # the home screen lists them itself
    app = HotseatApp(
        service,
        theme=settings.theme,
        motion=settings.motion,
        dictate=settings.dictate,
        keymap=keymap,
        first=ways.get(first),
        ahead=ahead,
        page=page,
        pack=wishes.get("pack"),
        told=told,
        hello=(SEAT_OFFERED,) if settings.second_seat else (),
    )
    app.run()
    return app.return_code or 0
