"""No command that was put is lost, whatever is cancelled or closed while one is on its way; they keep their order."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest

from hotseat.interview.commands import Command, Say
from hotseat.interview.engine import Engine
from hotseat.tui.command_queue import CommandQueue


class SlowEngine:
    """Begins a command at once and ends it only when it is let."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self.began, self.let = asyncio.Event(), asyncio.Event()

    async def do(self, command: Command) -> None:
        text = cast("Say", command).text
        self.begun.append(text)
        self.began.set()
        await self.let.wait()
        self.done.append(text)


def queue(engine: SlowEngine) -> tuple[CommandQueue, list[str]]:
    answered: list[str] = []

    def failed(command: Command, fault: Exception) -> None:
        raise AssertionError(fault)

    made = CommandQueue(cast("Engine", cast("Any", engine)), lambda c, _: answered.append(cast("Say", c).text), failed)
    return made, answered


@pytest.mark.parametrize("cancelled_before", [True, False])
async def test_draining_waits_for_the_command_on_its_way_and_does_the_rest_after_it(cancelled_before: bool) -> None:
    engine = SlowEngine()
    there, answered = queue(engine)
    running = asyncio.create_task(there.run())
    for text in ("first", "second", "third"):
        there.put(Say(text))
    await asyncio.wait_for(engine.began.wait(), 5)
    if cancelled_before:
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    draining = asyncio.create_task(there.drain())
    for _ in range(10):
        await asyncio.sleep(0)
    assert not draining.done() and engine.begun == ["first"], "the next one waits for the one on its way"
    engine.let.set()
    await asyncio.wait_for(draining, 5)
    assert engine.done == answered == ["first", "second", "third"]


async def test_draining_before_anything_runs_does_all_that_was_put() -> None:
    engine = SlowEngine()
    engine.let.set()
    there, answered = queue(engine)
    there.put(Say("only"))
    await there.drain()
    assert answered == ["only"]


async def test_a_step_sees_what_came_of_the_commands_before_it_and_is_left_out_when_the_queue_drains() -> None:
    engine = SlowEngine()
    there, _ = queue(engine)
    running = asyncio.create_task(there.run())
    seen: list[list[str]] = []
    there.put(Say("answer"))
    there.then(lambda: seen.append(list(engine.done)))
    await asyncio.wait_for(engine.began.wait(), 5)
    assert seen == []
    engine.let.set()
    await asyncio.wait_for(there.join(), 5)
    assert seen == [["answer"]]
    engine.began.clear()
    engine.let.clear()
    there.put(Say("last"))
    there.then(lambda: seen.append(["too late"]))
    await asyncio.wait_for(engine.began.wait(), 5)
    draining = asyncio.create_task(there.drain())
    engine.let.set()
    await asyncio.wait_for(draining, 5)
    assert engine.done == ["answer", "last"] and seen == [["answer"]] and running.cancelled()
