"""A judge as a program: a task a line on standard input, a verdict a line on standard output, its warm parents kept between.

It ends when standard input does, at once, also in the middle of a submission; so nothing outlives whoever started it. Left
alone for some time it ends by itself. It judges one submission at a time: for more at once, start more.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

from hotseat.question_bank.model import Question
from hotseat.question_bank.pack import Pack
from hotseat.question_bank.trust import OWN
from hotseat.reference.brought import lay_out
from hotseat.reference.builtin import builtin_pack
from hotseat.reference.judge import Judge

PATIENCE = 120.0
"""Seconds without a task after which it ends: a cluster's worker may live on long after its last submission."""


class JudgeProcess:
    """The judge, and the questions that were brought to it."""

    def __init__(self, folder: Path) -> None:
        # What is brought comes first, so that it judges; what ships is named so that no submission can read its solutions.
        self.judge = Judge([Pack.at(folder, "brought", OWN), builtin_pack()], at_once=1)
        self._folder = folder
        self._questions: dict[str, tuple[str, Question]] = {}
        """By id: what was laid out is known by, and the question."""

    async def carry_out(self, task: dict[str, Any]) -> dict[str, Any]:
        """Judge the submission of a task, as :mod:`hotseat.reference.judge_pool` describes both."""
        question = self._question(task["brought"])
        verdict = await self.judge.judge(question, task["code"], seed=task["seed"])
        answer: dict[str, Any] = {"verdict": verdict.to_dict()}
        if task["own_tests"]:
            tried = await self.judge.try_own_tests(question, task["code"])
            answer["own_tests"] = None if tried is None else tried.to_dict()
        return answer

    def _question(self, brought: dict[str, Any]) -> Question:
        # Known-wrong solutions may have come along or not, which the digest does not tell.
        known = f"{brought['digest']} {len(brought['texts'])}"
        there = self._questions.get(brought["id"])
        if there is not None and there[0] == known:
            return there[1]
        question = lay_out(brought, self._folder)
        self._questions[question.id] = known, question
        return question


async def serve(folder: Path, source: BinaryIO, answers: BinaryIO, patience: float = PATIENCE) -> None:
    """Answer the tasks until there are no more, or none has come for some seconds; ``folder`` is for the questions."""
    loop = asyncio.get_running_loop()
    tasks: asyncio.Queue[bytes] = asyncio.Queue()
    ended = asyncio.Event()

    def read() -> None:
        with contextlib.suppress(OSError, RuntimeError):
            while line := source.readline():
                loop.call_soon_threadsafe(tasks.put_nowait, line)
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(ended.set)

    # Only reads: processes are started by the main thread, whose end would be theirs.
    threading.Thread(target=read, name="tasks", daemon=True).start()
    process = JudgeProcess(folder)
    over = asyncio.ensure_future(ended.wait())
    try:
        while True:
            coming = asyncio.ensure_future(tasks.get())
            await asyncio.wait({coming, over}, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
            if not coming.done():
                coming.cancel()
                return
            working = asyncio.ensure_future(process.carry_out(json.loads(coming.result())))
            await asyncio.wait({working, over}, return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                working.cancel()
                with contextlib.suppress(asyncio.CancelledError, Exception):
                    await working
                return
            answers.write(json.dumps(working.result()).encode() + b"\n")
            answers.flush()
    finally:
        over.cancel()
        await process.judge.close()


def main() -> None:
    """Serve standard input; whatever else writes to standard output goes to standard error.

    The one argument names a folder of this process's own, which goes when it ends.
    """
    folder = Path(sys.argv[1])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        asyncio.run(serve(folder, sys.stdin.buffer, answers))
    shutil.rmtree(folder, ignore_errors=True)
    # The thread that reads may wait in the middle of a line, and would be waited for.
    os._exit(0)


if __name__ == "__main__":
    main()
