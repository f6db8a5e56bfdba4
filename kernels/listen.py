"""The thread that reads all a kernel publishes, so that neither side ever waits for a screen.

A kernel drops output, or grows without end, where nobody reads. The thread sorts each message to the cell that caused it,
or to the background where that cell is over, and wakes the event loop at most every few milliseconds.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotseat.kernels.collect import Collector
from hotseat.kernels.outputs import Notice, Output
from hotseat.kernels.wire import Wire

if TYPE_CHECKING:
    import zmq

MOST_BACKGROUND = 250_000
"""Characters that code behind the cells may print between two cells."""
APART = 0.015
"""Seconds between two deliveries while output streams."""
SLICE = 0.004
"""Seconds that one delivery may hold the event loop, then it lets others go first."""


class Publications:
    """Sorts what a kernel publishes, and hands outputs over in the event loop, in order."""

    def __init__(self, on_background: Callable[[Output], None]) -> None:
        """Call inside the event loop; :meth:`sort` is called by the one thread that reads."""
        self.heard = asyncio.Event()
        """Set once anything has arrived: from then on nothing is missed."""
        self.last_heard = time.monotonic()
        self.last_idle = ""
        """The request that the kernel has ended last, by what it published."""
        self._loop = asyncio.get_running_loop()
        self._background = Collector(MOST_BACKGROUND)
        self._on_background = on_background
        self._cell: tuple[str, Collector, Callable[[Output], None], asyncio.Future[None]] | None = None
        self._sorting = threading.Lock()
        """Held while a message finds its cell, so that a cell is not closed between."""
        self._waking = False
        self._delivered = 0.0
        self._later: asyncio.TimerHandle | None = None
        self._closed = False
        self._begun: Callable[[], None] | None = None
        self._too_much: Callable[[], None] | None = None

    def expect(
        self,
        request: str,
        on_output: Callable[[Output], None],
        on_begun: Callable[[], None],
        on_too_much: Callable[[], None],
        folder: Path | None = None,
    ) -> asyncio.Future[None]:
        """Hand the outputs of this request to ``on_output`` from now on. Call before it is sent.

        ``on_begun`` is called once the kernel has begun it, ``on_too_much`` once it has printed more than is kept;
        ``folder`` takes what is more than can be shown. The future is done when the kernel is idle again and
        all outputs have been handed over.
        """
        idle: asyncio.Future[None] = self._loop.create_future()
        self._begun, self._too_much = on_begun, on_too_much
        self._background.renew()
        self._cell = (request, Collector(folder=folder), on_output, idle)
        return idle

    @property
    def at_work(self) -> bool:
        """Whether a cell runs."""
        return self._cell is not None

    async def finish(self) -> None:
        """The cell is over, however it ended: hand over what has arrived. Later output is background output."""
        cell = self._cell
        if cell is None:
            return
        _, collector, on_output, _ = cell
        async with self._between_messages():
            collector.finish()
        while self._cell is not None:
            self._hand_over(collector, on_output)
            await asyncio.sleep(0)
            async with self._between_messages():
                if collector.empty:
                    self._cell = None

    @asynccontextmanager
    async def _between_messages(self) -> AsyncGenerator[None]:
        """While no message is being sorted; waits without holding up the loop, since the disk may be slow to keep one."""
        while not self._sorting.acquire(blocking=False):  # noqa: ASYNC110 - the lock is one of threads
            await asyncio.sleep(0.001)
        try:
            yield
        finally:
            self._sorting.release()

    async def close(self) -> None:
        """Hand nothing over any more."""
        self._closed = True
        if self._later:
            self._later.cancel()

    def sort(self, message: Mapping[str, Any]) -> None:
        """Add a message to the outputs of the cell that caused it, and wake the loop where that is of use.

        Raises what a malformed message leads to.
        """
        with self._sorting:
            self._sort(message)

    def say(self, text: str) -> None:
        """Put a sentence of our own among the outputs, behind what has arrived so far."""
        with self._sorting:
            cell = self._cell
            (self._background if cell is None or cell[1].over else cell[1]).say(Notice(text))
            if not self._waking:
                self._waking = True
                self._loop.call_soon_threadsafe(self._wake)

    def _sort(self, message: Mapping[str, Any]) -> None:
        self.last_heard = time.monotonic()
        kind, content = str(message["msg_type"]), message["content"]
        parent = message["parent_header"].get("msg_id")
        cell = self._cell
        own = cell is not None and cell[0] == parent
        collector = cell[1] if cell is not None and own else self._background
        idle = kind == "status" and content.get("execution_state") == "idle"
        over = own and idle
        if idle:
            self.last_idle = str(parent)
        if over:
            collector.finish()
        elif own or kind != "execute_input":
            collector.add(kind, content)
        if over or not (self._waking or (kind == "status" and self.heard.is_set())):
            self._waking = True
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self.heard.set()
        cell = self._cell
        hurry = cell is not None and cell[1].over
        wait = self._delivered + APART - self._loop.time()
        if hurry or wait <= 0:
            self._deliver()
        elif self._later is None:
            self._later = self._loop.call_later(wait, self._deliver)

    def _deliver(self) -> None:
        if self._later:
            self._later.cancel()
            self._later = None
        if self._closed:
            return
        self._waking = False
        cell = self._cell
        done = True
        if cell is not None:
            _, collector, on_output, idle = cell
            over = collector.over
            if self._begun and (collector.count is not None or over):
                begun, self._begun = self._begun, None
                begun()
            if self._too_much and collector.too_much and not over:
                too_much, self._too_much = self._too_much, None
                too_much()
            done = self._hand_over(collector, on_output)
            if done and over and not idle.done():
                idle.set_result(None)
        done = self._hand_over(self._background, self._on_background) and done
        self._delivered = self._loop.time()
        if not done and self._later is None:
            self._later = self._loop.call_later(SLICE, self._deliver)

    def _hand_over(self, collector: Collector, receive: Callable[[Output], None]) -> bool:
        """Hand over for a moment; whether nothing waits any more."""
        until = time.perf_counter() + SLICE
        while (output := collector.take()) is not None:
            try:
                receive(output)
            except Exception as fault:
                self._loop.call_exception_handler({"message": "An output could not be shown.", "exception": fault})
            if time.perf_counter() > until:
                return collector.empty
        return True


class Listener(Publications):
    """Reads the publications of a kernel on this machine, in a thread of its own."""

    def __init__(self, connection: Mapping[str, Any], on_background: Callable[[Output], None]) -> None:
        """``connection`` is what the kernel's connection file holds. Call inside the event loop; reading begins at once."""
        super().__init__(on_background)
        self._context = self._make_context()
        self._thread = threading.Thread(target=self._read, args=(dict(connection),), name="hotseat-kernel", daemon=True)
        self._thread.start()

    async def close(self) -> None:
        """End the thread; bounded in time."""
        await super().close()
        ending = threading.Thread(target=self._context.term, name="hotseat-kernel-close", daemon=True)
        ending.start()
        await asyncio.to_thread(ending.join, 1.0)

    @staticmethod
    def _make_context() -> zmq.Context[zmq.Socket[bytes]]:
        import zmq

        context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        context.setsockopt(zmq.RCVHWM, 0)
        context.setsockopt(zmq.RECONNECT_IVL, 8)
        context.setsockopt(zmq.RECONNECT_IVL_MAX, 250)
        return context

    def _read(self, connection: dict[str, Any]) -> None:
        """The thread."""
        import zmq

        wire = Wire(connection)
        try:
            socket = wire.connect(self._context, "iopub")
        except zmq.ZMQError:  # closed before it began
            return
        socket.linger = 0
        while True:
            try:
                frames = socket.recv_multipart()
            except zmq.ZMQError:  # the context is closed
                break
            try:
                message = wire.read(frames)
                self.sort(message)
            except Exception:  # damaged or forged; the next one counts
                continue
        socket.close()
