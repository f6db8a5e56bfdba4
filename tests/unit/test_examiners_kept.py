"""An examiner that is kept for a question's own solutions forgets one before it sees the next, and never outlives its use."""

from __future__ import annotations

import asyncio
from pathlib import Path

import psutil
import pytest
from support.judge_packs import CHECKS, SOLUTION, small_pack, until

from hotseat.reference import examiner_desk
from hotseat.reference.examiner_desk import ExaminerDesk
from hotseat.reference.judge import Judge

pytestmark = [pytest.mark.sandbox, pytest.mark.asyncio]

THAT_REMEMBER = """
import os
from hotseat.reference.check import Case, Check, call

BEFORE = []
KEPT = [Case(([1, 2],))]


def cases(rng):
    return KEPT


def holds(case, got, want):
    BEFORE.append(got.value)
    case.args[0].append(3)
    fault = None if len(BEFORE) == 1 and len(case.args[0]) == 3 else "an earlier submission is remembered"
    return fault and f"{fault} by {os.getpid()}"


CHECKS = [Check("once", cases, call("double"), holds, visible=True)]
"""


def examiners() -> set[psutil.Process]:
    """The processes under warm parents: where no submission is judged, those that are kept."""
    parents = [p for p in psutil.Process().children() if "warm_parent" in " ".join(p.cmdline())]
    return {child for parent in parents for child in parent.children()}


async def test_one_examiner_sees_several_submissions_and_remembers_none(tmp_path: Path) -> None:
    before = examiners()
    one, question = small_pack(tmp_path, checks=THAT_REMEMBER)
    judge = Judge([one], keeps_examiners=True)
    try:
        kept: list[set[psutil.Process]] = []
        for _ in range(3):
            assert (await judge.judge(question, SOLUTION, seed=1)).verdict == "pass"
            assert await asyncio.to_thread(until, lambda: len(examiners() - before) == 1)
            kept.append(examiners() - before)
        assert kept[0] == kept[1] == kept[2]
    finally:
        await judge.close()
    assert await asyncio.to_thread(until, lambda: not examiners() - before)


async def test_other_checks_get_an_examiner_of_their_own(tmp_path: Path) -> None:
    before = examiners()
    one, question = small_pack(tmp_path)
    judge = Judge([one], keeps_examiners=True)
    try:
        assert (await judge.judge(question, SOLUTION)).verdict == "pass"
        # The witnesses, which have been killed, may take a moment to be gone.
        assert await asyncio.to_thread(until, lambda: len(examiners() - before) == 1)
        (first,) = examiners() - before
        small_pack(tmp_path, checks=CHECKS.replace("doubles again", "twice"))
        verdict = await judge.judge(question, SOLUTION)
        assert verdict.verdict == "pass" and [check.name for check in verdict.checks][1] == "twice"
        assert await asyncio.to_thread(until, lambda: len(examiners() - before) == 1)
        assert first not in examiners()
    finally:
        await judge.close()


async def test_submissions_side_by_side_never_share_an_examiner(tmp_path: Path) -> None:
    one, question = small_pack(tmp_path)
    judge = Judge([one], keeps_examiners=True)
    try:
        tried = [judge.judge(question, code) for code in (SOLUTION, SOLUTION.replace("2", "3")) * 3]
        words = [verdict.verdict for verdict in await asyncio.gather(*tried)]
    finally:
        await judge.close()
    assert words == ["pass", "fail"] * 3


async def test_one_that_owes_an_answer_or_has_seen_enough_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, cases = asyncio.Event(), ExaminerDesk.cases

    async def noticed(self: ExaminerDesk, check: int, seed: int, turn: int, size: int = 0) -> list[bytes]:
        asked.set()
        return await cases(self, check, seed, turn, size)

    monkeypatch.setattr(ExaminerDesk, "cases", noticed)
    before = examiners()
    one, question = small_pack(
        tmp_path, checks=CHECKS.replace("def some(rng):", "def some(rng):\n    import time; time.sleep(60)")
    )
    judge = Judge([one], keeps_examiners=True)
    try:
        judging = asyncio.create_task(judge.judge(question, SOLUTION))
        await asked.wait()
        judging.cancel()
        await asyncio.wait({judging})
        assert await asyncio.to_thread(until, lambda: not examiners() - before)
        small_pack(tmp_path)
        monkeypatch.setattr(examiner_desk, "MOST_TRIALS", 1)
        assert (await judge.judge(question, SOLUTION)).verdict == "pass"
        assert await asyncio.to_thread(until, lambda: not examiners() - before)
    finally:
        await judge.close()


async def test_each_submission_has_an_examiner_of_its_own_where_none_are_kept(tmp_path: Path) -> None:
    before = examiners()
    one, question = small_pack(tmp_path)
    judge = Judge([one])
    try:
        assert (await judge.judge(question, SOLUTION)).verdict == "pass"
        assert await asyncio.to_thread(until, lambda: not examiners() - before)
    finally:
        await judge.close()
