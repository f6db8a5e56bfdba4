"""The line mode over streams in memory: a pipe that is read to its end, or a person who types when something has been said."""

from __future__ import annotations

import asyncio
import queue
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from support.interview_fakes import started
from support.stage import Stage

from hotseat.interview.engine import Engine
from hotseat.interview.plan import one_question, to_data
from hotseat.plain import sitting
from hotseat.plain.app import PlainApp
from hotseat.plain.console import Console

ENVIRON = {"PATH": "/usr/bin:/bin"}


@dataclass
class Quick:
    """A clock by which seconds pass in milliseconds."""

    times: float = 100.0

    def __call__(self) -> float:
        return time.monotonic() * self.times


@dataclass
class Lines:
    """The streams of one run."""

    typed: bool = True
    said: str = ""
    """All that was written."""
    echoed: list[bool] = field(default_factory=list[bool])
    """Whether the echo was turned on or off, in order."""
    gone: bool = False
    """Whether nobody reads what is written."""
    keys: queue.SimpleQueue[bytes] = field(default_factory=queue.SimpleQueue[bytes])

    def write(self, text: str) -> None:
        if self.gone:
            raise BrokenPipeError(32, "Broken pipe")
        self.said += text

    def console(self) -> Console:
        return Console(self.keys.get, self.write, typed=self.typed, prompts=self.typed, echo=self.echoed.append)

    def type(self, *rows: str) -> None:
        """Type lines, each with its enter."""
        for row in rows:
            self.keys.put(f"{row}\n".encode())

    def end(self) -> None:
        """End the input."""
        self.keys.put(b"")

    async def until(self, wanted: str, *, times: int = 1) -> str:
        """Wait until this was said so often; fails with all that was said instead."""
        for _ in range(1000):
            if self.said.count(wanted) >= times:
                return self.said
            await asyncio.sleep(0.005)
        raise AssertionError(f"waited for {wanted!r}; this was said:\n{self.said}")


@dataclass
class Play:
    """The app at work over a stage."""

    app: PlainApp
    lines: Lines
    stage: Stage
    running: asyncio.Task[int]

    async def code(self) -> int:
        """Wait for the end; returns the exit code."""
        return await asyncio.wait_for(self.running, 10)


def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the line mode look at the time as often as a quick clock needs."""
    monkeypatch.setattr(sitting, "SECOND", 0.005)
    monkeypatch.setattr(sitting, "LOOK", 0.002)


def practising(stage: Stage, question: str) -> Callable[[], Awaitable[Engine]]:
    """The wish for a practice of this question."""
    chosen = next(q for q in stage.questions_ if q.id == question)
    plan = to_data(one_question(question, chosen.title, chosen.minutes))
    return lambda: stage.begin(replace(started("practice", questions=[chosen]), title=chosen.title, plan=plan))


def play(
    stage: Stage,
    folder: Path,
    *,
    first: Callable[[], Awaitable[Engine]] | None = None,
    page: str = "",
    typed: bool = True,
    environ: dict[str, str] | None = None,
) -> Play:
    """Begin to run the line mode; sessions' files lie in ``folder``."""
    lines = Lines(typed)
    app = PlainApp(stage, lines.console(), lambda session: folder, environ or ENVIRON)
    return Play(app, lines, stage, asyncio.ensure_future(app.run(first, page)))


async def piped(
    stage: Stage, folder: Path, *rows: str, first: Callable[[], Awaitable[Engine]] | None = None, page: str = ""
) -> tuple[str, int]:
    """Run the line mode over these lines to their end; returns what was said and the exit code."""
    at_work = play(stage, folder, first=first, page=page, typed=False)
    at_work.lines.type(*rows)
    at_work.lines.end()
    code = await at_work.code()
    return at_work.lines.said, code
