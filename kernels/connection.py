"""The wires to one kernel: requests with their replies, questions of ``input()``, and what the kernel publishes."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, cast

from hotseat.kernels.listen import Listener, Publications
from hotseat.kernels.outputs import Output
from hotseat.kernels.wire import Wire

if TYPE_CHECKING:
    import zmq.asyncio

Channel = Literal["shell", "control", "stdin"]
Content = Mapping[str, Any]
Reply = asyncio.Future[Content]


class Exchange:
    """Requests with their replies, over whatever carries them. Lives in one event loop."""

    elsewhere = False
    """The kernel is on another machine, or may be: what is late there is no sign that it is lost."""

    answer = 2.0
    """Seconds that the kernel has for what is asked beside a cell."""

    def __init__(self, wire: Wire, on_input: Callable[[str, Content], None]) -> None:
        """``on_input`` gets the id of the request whose code asks for a line, and the question."""
        self._wire = wire
        self._on_input = on_input
        self._replies: dict[str, Reply] = {}
        self._subshell: asyncio.Task[str | None] | None = None

    @property
    def listener(self) -> Publications:
        """What the kernel publishes."""
        raise NotImplementedError

    @property
    def up(self) -> bool:
        """Whether the kernel can be reached now."""
        return True

    async def may_have_missed(self, message: Mapping[str, Any]) -> bool:
        """Whether the end of this request may have come unheard, and the kernel looks as if it were over."""
        return False

    def was_away_since(self, message: Mapping[str, Any]) -> bool:
        """Whether the kernel could not be reached for a while since this request was sent."""
        return False

    def renew(self) -> None:
        """What is sent does not arrive, though the kernel is there: take the connection up anew."""

    def missed_the_end(self) -> None:
        """The end of a cell was missed, and perhaps what stood before it: tell so."""

    async def _transmit(self, channel: Channel, message: dict[str, Any]) -> None:
        """Carry a message to the kernel."""
        raise NotImplementedError

    def new_request(self, kind: str, content: Content, subshell: str | None = None) -> tuple[str, dict[str, Any]]:
        """A message to send, and its id."""
        message = self._wire.message(kind, content)
        if subshell is not None:
            message["header"]["subshell_id"] = subshell
        return str(message["header"]["msg_id"]), message

    async def send(self, channel: Channel, message: dict[str, Any]) -> Reply:
        """Send a request; the future gives the reply's content. Cancel it when it is of no interest any more."""
        reply: Reply = asyncio.get_running_loop().create_future()
        request = str(message["header"]["msg_id"])
        self._replies[request] = reply
        reply.add_done_callback(lambda _: self._replies.pop(request, None))
        await self._transmit(channel, message)
        return reply

    async def ask(
        self, channel: Channel, kind: str, content: Content, seconds: float, subshell: str | None = None
    ) -> Content | None:
        """Send a request and wait this long for its reply; None where none comes in time."""
        _, message = self.new_request(kind, content, subshell)
        try:
            async with asyncio.timeout(seconds):
                return await (await self.send(channel, message))
        except TimeoutError:
            return None

    async def free(self, seconds: float) -> tuple[bool, bool]:
        """Whether the kernel answers where cells run, and whether what it publishes arrives.

        It answers only once it has done with every cell that was sent before.
        """
        request, message = self.new_request("kernel_info_request", {})
        reply = await self.send("shell", message)
        deadline = time.monotonic() + seconds
        await asyncio.wait([reply], timeout=seconds)
        answers, arrives = reply.done(), False
        reply.cancel()
        while answers and not arrives and time.monotonic() < deadline:
            arrives = self.listener.last_idle == request
            await asyncio.sleep(0 if arrives else 0.01)
        return answers, arrives

    async def tell(self, line: str) -> None:
        """Answer the ``input()`` that waits."""
        _, message = self.new_request("input_reply", {"value": line})
        await self._transmit("stdin", message)

    async def subshell(self) -> str | None:
        """The id of a second thread of the kernel that answers while a cell runs; None where the kernel has none."""
        if self._subshell is None:
            self._subshell = asyncio.create_task(self._make_subshell())
        return await asyncio.shield(self._subshell)

    async def close(self) -> None:
        """Wait for no reply any more."""
        if self._subshell is not None:
            self._subshell.cancel()
            await asyncio.gather(self._subshell, return_exceptions=True)
        for reply in list(self._replies.values()):
            reply.cancel()

    async def _make_subshell(self) -> str | None:
        reply = await self.ask("control", "create_subshell_request", {}, self.answer)
        made = reply.get("subshell_id") if reply else None
        return made if isinstance(made, str) else None

    def _received(self, channel: Channel, message: Mapping[str, Any]) -> None:
        """Give a reply to whoever waits for it. Raises what a malformed message leads to."""
        parent, content = message["parent_header"].get("msg_id"), message["content"]
        if not isinstance(content, dict):
            return
        if channel == "stdin":
            if message["msg_type"] == "input_request":
                self._on_input(str(parent), cast("Content", content))
        elif (reply := self._replies.get(parent)) is not None and not reply.done():
            reply.set_result(cast("Content", content))


class Connection(Exchange):
    """All sockets to one kernel on this machine; make it once the kernel has bound its sockets."""

    def __init__(
        self,
        info: Mapping[str, Any],
        on_background: Callable[[Output], None],
        on_input: Callable[[str, Content], None],
    ) -> None:
        """``info`` is what the kernel's connection file holds."""
        import zmq
        import zmq.asyncio

        super().__init__(Wire(info), on_input)
        self._context = zmq.asyncio.Context()
        for option, value in ((zmq.RECONNECT_IVL, 8), (zmq.RECONNECT_IVL_MAX, 250)):
            self._context.setsockopt(option, value)
        channels: tuple[Channel, ...] = ("shell", "control", "stdin")
        self._sockets: dict[Channel, zmq.asyncio.Socket] = {
            channel: self._wire.connect(self._context, channel) for channel in channels
        }
        self._listener = Listener(info, on_background)
        loop = asyncio.get_running_loop()
        self._tasks = [loop.create_task(self._receive(c), name=f"hotseat-kernel-{c}") for c in self._sockets]

    @property
    def listener(self) -> Listener:
        return self._listener

    async def close(self) -> None:
        """Close everything; bounded in time."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await super().close()
        for socket in self._sockets.values():
            socket.close(linger=0)
        await asyncio.gather(self.listener.close(), asyncio.to_thread(self._context.term))

    async def _transmit(self, channel: Channel, message: dict[str, Any]) -> None:
        # By the asyncio socket: sending past it can swallow the wake-up of a waiting receive.
        await self._sockets[channel].send_multipart(self._wire.packed(message))

    async def _receive(self, channel: Channel) -> None:
        socket = self._sockets[channel]
        while True:
            frames = await socket.recv_multipart()
            with contextlib.suppress(Exception):  # damaged or forged; the next one counts
                self._received(channel, self._wire.read(frames))


async def first(*waited: asyncio.Future[Any], seconds: float | None = None) -> None:
    """Wait until one of these is done, or the time is over; cancels none."""
    if not any(w.done() for w in waited):
        await asyncio.wait(waited, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)


async def all_of(*waited: asyncio.Future[Any], or_else: asyncio.Future[Any], seconds: float) -> bool:
    """Wait until all of these are done, or the other one is, or the time is over; whether all are done."""
    deadline = time.monotonic() + seconds
    while (missing := [w for w in waited if not w.done()]) and not or_else.done():
        left = deadline - time.monotonic()
        if left <= 0:
            break
        await first(missing[0], or_else, seconds=left)
    return not missing
