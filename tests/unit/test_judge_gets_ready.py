"""What is got ready in idle time is used once, fits the submission that comes, and leaves nothing behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from textwrap import dedent

import psutil
import pytest
import pytest_asyncio
from support.judge_packs import SOLUTION, Bench, own_pack, small_pack, until

from hotseat.kernels.nursery import FORKS, Nursery, NurseryFault
from hotseat.kernels.preload import LIBRARIES
from hotseat.kernels.sandbox import Limits
from hotseat.question_bank.model import Needs
from hotseat.reference.judge import Judge

pytestmark = [pytest.mark.sandbox, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("pack"))
    yield bench
    await bench.judge.close()


async def test_seeds_are_drawn_anew_for_every_submission_also_when_all_was_ready(bench: Bench) -> None:
    _, question = small_pack(bench.folder)
    seeds: set[int | None] = set()
    for _ in range(6):
        await bench.judge.prepare(question)
        verdict = await bench.judge.judge(question, SOLUTION)
        assert verdict.verdict == "pass"
        seeds.add(verdict.seed)
    assert len(seeds) > 1


async def test_what_was_ready_for_other_files_is_not_used(bench: Bench) -> None:
    _, question = small_pack(bench.folder)
    await bench.judge.prepare(question)
    _, question = small_pack(bench.folder, solution="def double(x):\n    return 3 * x\n")
    assert (await bench.judge.judge(question, SOLUTION)).verdict == "fail"
    assert (await bench.judge.judge(question, "def double(x):\n    return 3 * x\n")).verdict == "pass"


async def test_a_seed_that_is_asked_for_is_not_replaced_by_the_one_that_is_ready(bench: Bench) -> None:
    _, question = small_pack(bench.folder)
    await bench.judge.prepare(question)
    assert (await bench.judge.judge(question, SOLUTION, seed=12345)).seed == 12345


async def test_processes_that_died_while_they_waited_are_started_again(bench: Bench) -> None:
    _, question = small_pack(bench.folder)
    await bench.judge.prepare(question)
    parent = next(p for p in psutil.Process().children() if "warm_parent" in " ".join(p.cmdline()))
    for child in parent.children():
        child.kill()
    assert await asyncio.to_thread(until, lambda: not parent.children())
    assert (await bench.judge.judge(question, SOLUTION)).verdict == "pass"


async def test_a_death_that_nobody_has_noticed_yet_costs_no_verdict(bench: Bench) -> None:
    """Killed between two steps of the judge's own loop, so that what waits still seems alive."""
    _, question = small_pack(bench.folder)
    before = _forked()
    await bench.judge.prepare(question)
    waiting = _forked() - before
    assert len(waiting) > 1, "a witness and an examiner at least"
    for one in waiting:
        one.kill()
    assert bench.judge._ready[question.id][2].ready, "or else the loop has noticed it"
    assert (await bench.judge.judge(question, SOLUTION)).verdict == "pass"


def _forked() -> set[psutil.Process]:
    """The processes that this process's own ones have started."""
    return {one for parent in psutil.Process().children() for one in parent.children()}


async def test_what_waits_is_ended_with_the_judge(tmp_path: Path) -> None:
    _, question = small_pack(tmp_path)
    before = set(psutil.Process().children(recursive=True))
    judge = Judge([own_pack(tmp_path)])
    await judge.prepare(question)
    assert set(psutil.Process().children(recursive=True)) - before
    await judge.close()
    assert await asyncio.to_thread(until, lambda: not set(psutil.Process().children(recursive=True)) - before)


async def test_without_forking_a_spare_process_waits_with_its_libraries_loaded() -> None:
    before = set(psutil.Process().children())
    nursery = Nursery(LIBRARIES["base"], forks=False)
    try:
        await nursery.start()
        (spare,) = set(psutil.Process().children()) - before
        child = await nursery.child("hotseat.reference.witness:serve", Limits())
        message = await child.receive(asyncio.get_running_loop().time() + 60)
        assert message["said"] == "ready"
        (following,) = set(psutil.Process().children()) - before - {spare}
        child.kill()
        assert await asyncio.to_thread(until, lambda: not spare.is_running())
        assert following.is_running()
    finally:
        await nursery.close()
    assert await asyncio.to_thread(until, lambda: not set(psutil.Process().children()) - before)


async def test_a_submission_finds_the_optional_library_of_its_question_loaded(tmp_path: Path) -> None:
    pytest.importorskip("gplearn")
    checks = """
from hotseat.reference.check import Case, Check
from hotseat.reference.compare import same

def observe(candidate):
    import sys
    return "gplearn.genetic" in sys.modules

def cases(rng):
    return [Case(())]

CHECKS = [Check("the library is there", cases, observe, same(), visible=True)]
"""
    needs = {"profile": "science", "packages": ["gplearn"]}
    one, question = small_pack(
        tmp_path, checks=checks, solution=f"import gplearn.genetic\n{dedent(SOLUTION)}", needs=needs
    )
    judge = Judge([one])
    try:
        assert (await judge.judge(question, SOLUTION)).verdict == "pass"
    finally:
        await judge.close()


async def test_without_forking_the_spares_of_earlier_questions_end_too() -> None:
    judge = Judge([], forks=False)
    try:
        nurseries = []
        for package in ("duckdb", "kneed", "numba"):  # what is not installed is left to the child
            needs = Needs(packages=(package,))
            await judge.warm(needs)
            nurseries.append(judge.nursery(needs))
        await judge.rest()
        assert [one.awake for one in nurseries] == [False, True, True]
    finally:
        await judge.close()
    assert not any(one.awake for one in nurseries)
    with pytest.raises(NurseryFault, match="closed"):
        judge.nursery(Needs())


async def test_an_optional_library_that_cannot_be_imported_keeps_no_process_from_starting() -> None:
    nursery = Nursery(["json"], optional=["no_such_engine"])
    try:
        await nursery.start()
        assert nursery.awake
    finally:
        await nursery.close()


@pytest.mark.parametrize("forks", [True, False], ids=["forks", "spares"])
async def test_what_was_just_starting_when_the_judge_was_closed_leaves_nothing_behind(forks: bool) -> None:
    if forks and not FORKS:
        pytest.skip("nothing is forked here")
    before = set(psutil.Process().children())
    nursery = Nursery(LIBRARIES["base"], forks=forks)
    starting = asyncio.create_task(nursery.start())
    await asyncio.sleep(0)
    assert nursery._starting.locked()
    await nursery.close()
    with pytest.raises(NurseryFault, match="closed"):
        await starting
    assert not nursery.awake
    assert await asyncio.to_thread(until, lambda: not set(psutil.Process().children()) - before)


async def test_parents_with_optional_libraries_rest_once_other_questions_were_asked(tmp_path: Path) -> None:
    for package in ("kneed", "gplearn", "duckdb"):
        pytest.importorskip(package)
    judge = Judge([])
    try:
        nurseries = []
        for package in ("duckdb", "kneed", "gplearn"):
            needs = Needs(packages=(package,))
            await judge.warm(needs)
            nurseries.append(judge.nursery(needs))
        await judge.rest()
        assert [one.awake for one in nurseries] == [False, True, True]
        child = await nurseries[0].child("hotseat.reference.witness:serve", Limits())
        await judge.rest()
        for package in ("kneed", "gplearn"):
            judge.nursery(Needs(packages=(package,)))
        await judge.rest()
        assert nurseries[0].awake, "it has a child"
        child.kill()
    finally:
        await judge.close()
