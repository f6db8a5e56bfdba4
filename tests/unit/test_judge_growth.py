"""A bound on growth: what is quadratic where linear was asked fails, and what is linear passes, measured from outside."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from support.judge_packs import Bench

from hotseat.reference.verdict import CheckResult, Verdict

pytestmark = [pytest.mark.sandbox, pytest.mark.asyncio(loop_scope="module")]

CHECKS = """
from hotseat.reference.check import Case, Check, Growth, call
from hotseat.reference.compare import same


def some(rng):
    return [Case((sorted(rng.integers(0, 1000, 20).tolist()),), note="twenty numbers")]


def many(rng, n):
    return [Case((rng.integers(0, 10 * n, n).tolist(),), note=f"{n} numbers")]


CHECKS = [
    Check("right", some, call("double"), same(), visible=True),
    Check("grows slowly", some, call("double"), same(), growth=Growth(many, at_most=1.4, n=500, largest=200_000)),
]
"""
LINEAR = """
def double(x):
    seen, kept = set(), []
    for one in x:
        if one not in seen:
            seen.add(one)
            kept.append(one)
    return kept
"""
QUADRATIC = """
def double(x):
    kept = []
    for one in x:
        if one not in kept:
            kept.append(one)
    return kept
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("pack"))
    yield bench
    await bench.judge.close()


def grown(verdict: Verdict) -> CheckResult:
    return verdict.checks[1]


NEEDS = {"seconds": 20, "memory": 512}


async def test_linear_code_passes_a_linear_bound(bench: Bench) -> None:
    other = LINEAR.replace("seen, kept = set(), []", "seen, kept = set(), list()")
    verdict = await bench(other, checks=CHECKS, solution=LINEAR, needs=NEEDS)
    assert verdict.verdict == "pass", verdict


async def test_quadratic_code_fails_it_and_is_told_the_power(bench: Bench) -> None:
    verdict = await bench(QUADRATIC, checks=CHECKS, solution=LINEAR, needs=NEEDS)
    assert [check.outcome for check in verdict.checks] == ["passed", "failed"]
    assert "its time grows like n to the power of" in grown(verdict).message
    assert "at most 1.4 is allowed" in grown(verdict).message


async def test_a_patched_clock_does_not_make_growth_look_slower(bench: Bench) -> None:
    patch = "import time\ntime.time = time.monotonic = time.perf_counter = lambda: 0.0\n"
    verdict = await bench(patch + QUADRATIC, checks=CHECKS, solution=LINEAR, needs=NEEDS)
    assert grown(verdict).outcome == "failed"


async def test_a_quick_wrong_answer_to_large_inputs_gains_nothing(bench: Bench) -> None:
    lazy = QUADRATIC.replace("kept = []", "kept = []\n    if len(x) > 100:\n        return x")
    verdict = await bench(lazy, checks=CHECKS, solution=LINEAR, needs=NEEDS)
    assert grown(verdict).outcome == "failed" and "grows like" not in grown(verdict).message


async def test_code_that_does_not_end_on_a_large_input_has_run_out_of_time(bench: Bench) -> None:
    stuck = LINEAR.replace("seen, kept", "while len(x) > 600:\n        pass\n    seen, kept")
    verdict = await bench(stuck, checks=CHECKS, solution=LINEAR, needs=NEEDS | {"seconds": 2})
    assert grown(verdict).outcome == "timeout"
