"""The judge and the reading of answers are got ready once the kernel rests, so that a first cell waits for neither."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from support.engine_fakes import EchoRunner, NoAnswers, SubstringAssessor, WordJudge, bench
from support.interview_fakes import CODE, started
from support.waiting import until

from hotseat.interview import commands as c
from hotseat.interview import effects
from hotseat.interview.effects import Effects
from hotseat.interview.engine import Engine
from hotseat.question_bank.model import Question


class SlowRunner(EchoRunner):
    """Is not ready before it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.may_start, self.may_end = asyncio.Event(), asyncio.Event()

    async def start(
        self, on_status: Callable[[str, str], None], on_background: Callable[[Mapping[str, Any]], None]
    ) -> None:
        await self.may_start.wait()
        await super().start(on_status, on_background)

    async def run(self, code: str, on_output: Any, ask_input: Any) -> Any:
        await self.may_end.wait()
        return await super().run(code, on_output, ask_input)


class CountingJudge(WordJudge):
    def __init__(self) -> None:
        self.warmed: list[str] = []

    async def warm(self, question: Question) -> None:
        self.warmed.append(question.id)


async def test_nothing_is_got_ready_while_the_kernel_starts_or_a_first_cell_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(effects, "REST_SECONDS", 0.0)
    runner, judge, told = SlowRunner(), CountingJudge(), list[str]()
    base = bench()
    made = Effects(runner, judge, SubstringAssessor(), NoAnswers(), base.cases, ahead=lambda: told.append("reading"))
    engine = Engine(base.journal, made, base.engine._mind, base.engine.clock)  # pyright: ignore[reportPrivateUsage]
    made.start_kernel()
    await engine.begin(started("practice", questions=[CODE]))
    await engine.do(c.Say("I am ready"))
    assert engine.state.current == CODE.id
    await engine.do(c.RunCells((0,)))
    for _ in range(20):
        await asyncio.sleep(0)
    assert (judge.warmed, told) == ([], [])
    runner.may_start.set()
    for _ in range(20):
        await asyncio.sleep(0)
    assert (judge.warmed, told) == ([], [])
    runner.may_end.set()
    await until(lambda: judge.warmed == [CODE.id] and told == ["reading"])
    await engine.close()
