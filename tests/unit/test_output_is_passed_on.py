"""How the output of cells comes from the runner to the interview: soon, in order, and to the run that it belongs to."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from support.engine_fakes import MemoryCases
from support.stage import FakeAnswers, FakeJudge, FakeReader, FakeRunner

from hotseat.interview import commands as c
from hotseat.interview import running_cells as module
from hotseat.interview.effects import Effects


def printed(text: str) -> dict[str, Any]:
    return {"kind": "stream", "name": "stdout", "text": text}


async def some_turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_the_first_output_is_passed_on_at_once_and_what_follows_is_gathered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "BATCH_SECONDS", 60.0)
    sent: list[tuple[Mapping[str, Any], ...]] = []

    async def send(outputs: tuple[dict[str, Any], ...]) -> None:
        sent.append(outputs)

    batch = module._Batch(send)  # pyright: ignore[reportPrivateUsage]
    batch.add(printed("a"))
    await some_turns()
    assert sent == [(printed("a"),)]
    for text in "bcd":
        batch.add(printed(text))
        await some_turns()
    assert len(sent) == 1
    await batch.close()
    assert sent[1:] == [(printed("bcd"),)]


async def test_what_is_printed_while_no_cell_runs_belongs_to_the_last_run() -> None:
    heard: list[c.Command] = []

    async def post(command: c.Command) -> None:
        heard.append(command)

    runner = FakeRunner()
    effects = Effects(runner, FakeJudge(), FakeReader(), FakeAnswers(), MemoryCases())  # pyright: ignore
    effects.bind(post)
    effects._cells._behind(printed("before any cell"))  # pyright: ignore
    effects._cells._last_run = 3  # pyright: ignore
    effects._cells._behind(printed("from a thread"))  # pyright: ignore
    effects._cells._behind({"kind": "tail", "text": "for the eye alone"})  # pyright: ignore[reportPrivateUsage]
    await some_turns()
    assert heard == [c.OutputArrived(3, (printed("from a thread"),))]
    await effects.close()
