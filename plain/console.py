"""The two streams: lines in from a person or a pipe, lines out, and a prompt that nothing is printed into.

A terminal in its own line mode keeps what is half typed to itself, and shows it; no redraw is needed, and a screen reader
hears each key once. So the rule of what may be said while somebody types is: the interviewer's words and the clock come at
once, on lines of their own, with the prompt again below them, since a warning that waits for the next enter is no warning.
Everything else is held back until that enter. While a cell runs there is no prompt, and its output comes as it is printed;
a line typed meanwhile counts all the same. A half-typed line stays in the terminal's keeping; ctrl+r shows it again there.

From a pipe a line is read only when the one before it has had its effect, and there is no prompt.
"""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import queue
import threading
from collections import deque
from collections.abc import Callable

from hotseat import harmless
from hotseat.plain.roles import Role, block

PROMPT_AFTER = 0.02
"""Seconds of quiet before a prompt is shown."""
PASTED = 0.1
"""Seconds within which the next line of a paste comes; nobody types one in them."""
LONGEST_TYPED = 4095
"""Bytes that a terminal in line mode takes of one line; what is typed past them is lost before any program sees it."""
CUT = (
    "That line has {0:,} bytes, which is all that a terminal takes in one line, so its end may be lost. "
    "Look at it with /draft, and send long text in shorter lines or with /edit."
)


class Woken(Exception):
    """Something happened that matters more than the line that is waited for."""


class Console:
    """Reads and writes; knows nothing of interviews."""

    def __init__(
        self,
        read: Callable[[], bytes],
        write: Callable[[str], None],
        *,
        typed: bool,
        prompts: bool,
        echo: Callable[[bool], None] = lambda shown: None,
        width: Callable[[], int] = lambda: 0,
    ) -> None:
        """``read`` waits for bytes and gives none at the end; ``write`` puts text out at once.

        ``typed``: a person types, so that lines are waited for all the time; ``prompts``: a prompt is shown; ``echo`` turns
        the terminal's echo on and off; ``width`` gives the columns of what is written to, 0 where it has none.
        """
        self.typed = typed
        self.lines_read = 0
        self.ended = False
        """Whether nothing more can be read."""
        self.last_was_end = False
        """Whether the last line was the end of the input, which a terminal can give and still go on."""
        self.on_gone: Callable[[], None] = lambda: None
        """Called once when what is written reaches nobody any more."""
        self._read, self._write_out, self._echo = read, write, echo
        self._prompts = prompts
        self._width = width
        self._prompt = ""
        self._hidden = False
        self._at_prompt = False
        self._gone = self._lent = False
        self._held: list[str] = []
        self._ready: deque[str] = deque()
        self._partial = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._planned: asyncio.TimerHandle | None = None
        """What will show the prompt."""
        self._waiting: asyncio.Future[str | None] | None = None
        self._came = asyncio.Event()
        """Set whenever something has been read."""
        self._wanted: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._reading = False
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    # Out.

    def say(self, role: Role, text: str) -> None:
        """Say something now, the prompt again below it."""
        self._put(block(role, text, self._width()))

    def hold(self, role: Role, text: str) -> None:
        """Say something that can wait until the person has ended their line."""
        if self.typed and self._at_prompt:
            self._held.append(block(role, text, self._width()))
        else:
            self.say(role, text)

    def lend(self, away: bool) -> None:
        """Say nothing while the terminal is another program's; what was to be said is said once it is back."""
        self._lent = away
        if not away:
            self.release()

    def broken(self) -> None:
        """Begin a line of its own: the terminal has just shown the key that interrupts."""
        if self.typed and not self._at_prompt:
            self._write("\n")

    def release(self) -> bool:
        """Say what was held back; returns whether there was anything."""
        held, self._held = self._held, []
        if held:
            self._put("".join(held))
        return bool(held)

    def _put(self, text: str) -> None:
        if self._lent:
            self._held.append(text)
            return
        if self._at_prompt:
            text = f"\n{text}"
            self._at_prompt = False
        self._write(text)
        self._plan_prompt()

    def _write(self, text: str) -> None:
        if self._gone:
            return
        try:
            self._write_out(text)
        except (OSError, ValueError):
            self._gone = True
            self.on_gone()

    # In.

    def ask(self, prompt: str, *, hidden: bool = False) -> None:
        """Change the prompt of the line that is waited for; an empty one while there is nothing to type for."""
        if (prompt, hidden) != (self._prompt, self._hidden):
            if self._at_prompt:
                self._write("\n")
                self._at_prompt = False
            self._prompt = prompt
            self._hide(hidden)
        self._plan_prompt()

    def _hide(self, hidden: bool) -> None:
        if hidden != self._hidden:
            self._hidden = hidden
            self._echo(not hidden)

    def _plan_prompt(self) -> None:
        """Show the prompt a moment from now: once for all that is said in one go, and never for what was typed ahead."""
        if self._waiting is not None and self._loop is not None and self._planned is None:
            self._planned = self._loop.call_later(PROMPT_AFTER, self._show_prompt)

    def _show_prompt(self) -> None:
        self._planned = None
        if self._prompts and self._prompt and self._waiting is not None and not self._at_prompt:
            self._write(self._prompt)
            self._at_prompt = True

    async def line(self, prompt: str | None = None, *, hidden: bool = False) -> str | None:
        """The next line without its end; None at the end of the input. ``prompt`` None leaves the prompt as it is.

        Raises :class:`Woken` when :meth:`wake` is called meanwhile.
        """
        self.release()
        if not self._ready and self.ended:
            self.last_was_end = True
            return None
        self._loop = asyncio.get_running_loop()
        self._waiting = self._loop.create_future()
        try:
            if self._ready:
                self._waiting.set_result(self._ready.popleft())
            else:
                self._want()
                self.ask(self._prompt if prompt is None else prompt, hidden=hidden)
            line = await self._waiting
        finally:
            self._waiting = None
            if self._hidden:
                self._hide(False)
                self._write("\n")  # the enter was not shown either
        self.lines_read += 1
        self.last_was_end = line is None
        if line is None and self._at_prompt:
            self._write("\n")
        self._at_prompt = False
        size = len((line or "").encode())
        if self.typed and size >= LONGEST_TYPED:
            self.say("Note", CUT.format(size))
        self.release()
        return None if line is None else harmless.plain(line)

    async def reply(self, prompt: str) -> str | None:
        """The next line, as an answer to a question; one from a pipe is said, so that what comes of it can be understood."""
        line = await self.line(prompt)
        if line is not None and not self.typed:
            self.say("You", line or "(an empty line)")
        return line

    async def pasted(self, last: str) -> list[str]:
        """Take the lines that came with the one before, up to ``last``, which goes too.

        None are taken where ``last`` is not among them, or where a command stands before it.
        """
        self._loop = asyncio.get_running_loop()
        rows = 0
        while True:
            if rows == len(self._ready):
                if self.ended:
                    return []
                self._came.clear()
                self._want()
                try:
                    await asyncio.wait_for(self._came.wait(), PASTED)
                except TimeoutError:
                    return []
            for row in list(self._ready)[rows:]:
                rows += 1
                if row.strip() == last:
                    taken = [self._ready.popleft() for _ in range(rows)]
                    return [harmless.plain(one) for one in taken[:-1]]
                if row.startswith("/"):
                    return []

    def wake(self) -> None:
        """End the wait for a line, if there is one; what is typed by then is not lost."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(Woken())

    def _want(self) -> None:
        if self._reading:
            return
        self._reading = True
        if self._thread is None:
            # The thread holds no lock of Python's own streams, so that it cannot hinder the end of the program.
            self._thread = threading.Thread(target=self._reader, name="hotseat-lines", daemon=True)
            self._thread.start()
        self._wanted.put(None)

    def _reader(self) -> None:
        while True:
            self._wanted.get()
            try:
                data = self._read()
            except (OSError, ValueError):
                data = None
            assert self._loop is not None
            with contextlib.suppress(RuntimeError):  # the program has ended meanwhile
                self._loop.call_soon_threadsafe(self._fed, data)

    def _fed(self, data: bytes | None) -> None:
        """Take in what was read: no bytes at the end, None where nothing can be read any more."""
        self._reading = False
        self._came.set()
        if not data:
            self.ended = self.ended or data is None or not self.typed
            rest, self._partial = self._partial + self._decoder.decode(b"", True), ""
            self._decoder.reset()
            if rest:
                self._ready.append(rest)
                self._write("\n" if self.typed else "")  # nobody pressed enter
            elif self._waiting is not None and not self._waiting.done():
                self._waiting.set_result(None)
                return
        else:
            *whole, self._partial = (self._partial + self._decoder.decode(data)).split("\n")
            self._ready.extend(row.removesuffix("\r") for row in whole)
        if self._waiting is not None and not self._waiting.done():
            if self._ready:
                self._waiting.set_result(self._ready.popleft())
            else:
                self._want()
