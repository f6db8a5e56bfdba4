"""The wires to a kernel on a server: the same requests and publications, over a connection that may go and come again."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping
from typing import Any, cast

from hotseat.kernels.connection import Channel, Content, Exchange, first
from hotseat.kernels.endings import Died
from hotseat.kernels.listen import Publications
from hotseat.kernels.outputs import Output
from hotseat.kernels.remote.api import Api, ServerTrouble
from hotseat.kernels.remote.gaps import Gaps
from hotseat.kernels.remote.link import Away, Change, Link
from hotseat.kernels.wire import Wire

LOOK = 2.0
"""Seconds between two questions to the server whether a cell still runs whose end may have been missed."""
SELDOM = 5.0
"""The same where nothing is in doubt, but that the server still has the kernel."""


class RemoteConnection(Exchange):
    """All channels of one kernel on a server."""

    elsewhere = True
    answer = 8.0

    def __init__(
        self,
        api: Api,
        kernel: str,
        on_background: Callable[[Output], None],
        on_input: Callable[[str, Content], None],
        on_away: Callable[[float | None, ServerTrouble | None], None],
        on_gone: Callable[[Died], None],
    ) -> None:
        """``on_away`` gets when anything was heard last, once the connection is lost; None once it is there again.

        ``on_gone`` gets why the kernel is lost. Begins to connect.
        """
        super().__init__(Wire({}), on_input)
        self._api, self._kernel = api, kernel
        self._on_away, self._on_gone = on_away, on_gone
        self._publications = Publications(on_background)
        self._up, self._over = asyncio.Event(), asyncio.Event()
        self.trouble: ServerTrouble | None = None
        """Why there is no connection; None where it is not known, and where there is one."""
        self._was_up = False
        self._losses = 0
        self._sent: tuple[str, int] = ("", 0)
        """The cell that was sent last, and how often the connection had been lost by then."""
        self.calm = asyncio.Lock()
        """Held while an interrupt is on its way, which must not reach the cell that comes next."""
        self._begun = ""
        """The cell that was heard of last."""
        self._next_look = 0.0
        self._checking: asyncio.Task[Content | None] | None = None
        self._loop = asyncio.get_running_loop()
        # Of the link's thread:
        self._gaps = Gaps()
        self._gap: list[float] = []
        """From when to when the connection was away, until it is known whether that cost anything."""
        self._cell_ran = False
        """A cell ran when the connection was lost."""
        self._linked = False
        """There was a connection before."""
        self._link = Link(api, kernel, self._wire.session, self._came, self._link_changed)

    @property
    def listener(self) -> Publications:
        return self._publications

    @property
    def up(self) -> bool:
        return self._up.is_set()

    async def until_up(self, seconds: float) -> bool:
        """Wait for the connection, this long at the most; whether it is there. The end of the kernel ends the wait too."""
        up, over = (asyncio.ensure_future(e.wait()) for e in (self._up, self._over))
        await first(up, over, seconds=seconds)
        up.cancel()
        over.cancel()
        return self._up.is_set() and not self._over.is_set()

    async def may_have_missed(self, message: Mapping[str, Any]) -> bool:
        request, losses = self._sent
        if not self.up or request != message["header"]["msg_id"] or time.monotonic() < self._next_look:
            return False
        doubtful = losses != self._losses or self._begun != request
        self._next_look = time.monotonic() + (LOOK if doubtful else SELDOM)
        try:
            state = await self._api.look(self._kernel)
        except ServerTrouble as fault:
            if fault.status == 404:  # no server says by itself that it has shut a kernel down
                self._on_gone(Died("lost"))
            return False
        return doubtful and state != "busy"

    def was_away_since(self, message: Mapping[str, Any]) -> bool:
        request, losses = self._sent
        return request == message["header"]["msg_id"] and losses != self._losses

    def renew(self) -> None:
        self._link.renew()

    def missed_the_end(self) -> None:
        self._settle(True)

    def over(self) -> None:
        """The kernel is lost: whoever waits for the connection waits no longer."""
        self._over.set()

    async def close(self) -> None:
        """Close everything; bounded in time."""
        self._over.set()
        if self._checking is not None:
            self._checking.cancel()
        await self._link.close()
        await super().close()
        await self._publications.close()

    async def _transmit(self, channel: Channel, message: dict[str, Any]) -> None:
        if message["header"]["msg_type"] == "execute_request" and not message["content"].get("silent"):
            self._sent = str(message["header"]["msg_id"]), self._losses
            self._next_look = time.monotonic() + SELDOM
            async with self.calm:
                pass
        whole = {**message, "channel": channel, "buffers": []}
        while not self._over.is_set():
            if not await self.until_up(60.0):
                continue
            if self._sent[0] == message["header"]["msg_id"]:
                self._sent = self._sent[0], self._losses
            try:
                await asyncio.wrap_future(self._link.send(whole))
                return
            except Away:
                await asyncio.sleep(0.02)  # that it is lost is told in a moment

    # In the link's thread.

    def _came(self, channel: str, message: Mapping[str, Any]) -> None:
        if channel != "iopub":
            self._gaps.replied(message)
            self._soon(self._reply, channel, message)
        else:
            self._gaps.published(message)
            if message["parent_header"].get("msg_id") == self._sent[0]:
                self._begun = self._sent[0]
            if len(self._gap) == 2 and self._tells(message):
                self._settle(False)
            if message["msg_type"] == "status" and message["content"].get("execution_state") in ("restarting", "dead"):
                self._soon(self._on_gone, Died("ended"))
            self._publications.sort(message)
        if self._gaps.renewed:
            self._gaps.renewed = False
            self._soon(self._on_gone, Died("ended"))

    def _tells(self, message: Mapping[str, Any]) -> bool:
        """Whether it can be known by this message what the ones before it were."""
        if message["msg_type"] != "status":
            return True
        ours = message["parent_header"].get("msg_id") == self._sent[0]
        return ours and message["content"].get("execution_state") == "idle"

    def _settle(self, missed: bool) -> None:
        """Tell what was missed while the connection was away."""
        gap, self._gap = self._gap, []
        if not gap:
            return
        since, until = (time.strftime("%H:%M:%S", time.localtime(t)) for t in (gap[0], gap[-1]))
        verdict = "missed" if missed else self._gaps.verdict()
        why = "the connection was away"
        if verdict == "missed" and not missed and not self._cell_ran:
            # A server that looks whether its wires are sound may keep a message of that to itself.
            verdict = "unknown"
        if verdict == "missed":
            self._publications.say(f"Output between {since} and {until} was missed: {why}.")
        elif verdict == "unknown":
            self._publications.say(f"Output between {since} and {until} may be missing: {why}.")

    def _link_changed(self, change: Change) -> None:
        if change.state == "away" and len(self._gap) != 1 and self._linked:
            # Where the last loss is not settled yet, both are one.
            self._gap = self._gap[:1] or [change.at]
            self._cell_ran = self._publications.at_work
            self._gaps.lost()
        elif change.state == "up":
            self._linked = True
            if gap := self._gap:
                self._gap = [gap[0], change.at]
        self._soon(self._changed, change)

    def _soon(self, call: Callable[..., None], *given: Any) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(call, *given)

    # In the event loop.

    def _reply(self, channel: str, message: Mapping[str, Any]) -> None:
        with contextlib.suppress(Exception):  # damaged or forged; the next one counts
            self._received(cast("Channel", channel), message)

    def _changed(self, change: Change) -> None:
        if self._over.is_set():
            return
        self.trouble = change.trouble
        if change.state == "gone":
            barred = change.trouble is not None and change.trouble.status != 404
            self._up.clear()
            self._on_gone(Died("barred" if barred else "lost"))
        elif change.state == "up":
            again, self._was_up = self._was_up, True
            self._up.set()
            if again and not self._publications.at_work:
                # Its answer shows whether the same process is there. While a cell runs its own output does, and what is
                # published for a request on another thread would come between the numbers of that.
                self._checking = asyncio.create_task(self.ask("control", "kernel_info_request", {}, 20.0))
            if again:
                self._on_away(None, None)
        elif self._was_up and self._up.is_set():
            self._losses += 1
            self._next_look = 0.0
            self._up.clear()
            self._on_away(change.at, change.trouble)
