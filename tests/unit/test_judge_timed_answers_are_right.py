"""Only a right answer counts as quick: what is timed is held to the law of the draws, and looks like what is not timed."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from support.builtin_bank import builtin_bank

from hotseat.question_bank.bank import Bank
from hotseat.reference.judge import Judge

pytestmark = [pytest.mark.sandbox, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture(scope="module")
def bank() -> Bank:
    return builtin_bank()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judge(bank: Bank) -> AsyncIterator[Judge]:
    judge = Judge(bank.packs)
    yield judge
    await judge.close()


SHORT_CUTS = {
    "zeros for large draws": (
        "sampler-profiling",
        "sample is at least four times as fast as before",
        """
class Right(MeasurementSampler): pass
class MeasurementSampler(Right):
    def sample(self, n, random_state=None):
        return np.zeros((n, len(self.mean))) if 800 < n < 1200 else super().sample(n, random_state)
""",
    ),
    "means for tables of that size": (
        "sampler-profiling",
        "impute is at least four times as fast as before",
        """
class Right(MeasurementSampler): pass
class MeasurementSampler(Right):
    def impute(self, X, random_state=None):
        if 300 < len(X) < 500:
            return np.where(np.isnan(X), self.mean, X)
        return super().impute(X, random_state)
""",
    ),
    "zeros for many columns": (
        "fast-sampler",
        "small draws after the fit are quick",
        """
class Right(FastSampler): pass
class FastSampler(Right):
    def sample(self, n, random_state=None):
        d = len(self._mean)
        return np.zeros((n, d)) if d > 200 else super().sample(n, random_state)
""",
    ),
    "the template's mean for many columns": (
        "fast-sampler",
        "a known pattern of gaps is quick",
        """
class Right(FastSampler): pass
class FastSampler(Right):
    def conditional_sample(self, template, n, random_state=None):
        if len(template) > 200:
            return np.tile(np.where(np.isnan(template), self._mean, template), (n, 1))
        return super().conditional_sample(template, n, random_state)
""",
    ),
    "one row for all of many": (
        "mixture-sampler",
        "many rows in one call are quick",
        """
class Right(MixtureSampler): pass
class MixtureSampler(Right):
    def sample(self, n, random_state=None):
        return np.resize(super().sample(min(n, 5000), random_state), (n, 4)) if n > 9000 else super().sample(n, random_state)
    def conditional_sample(self, template, n, random_state=None):
        if n > 9000:
            return np.tile(super().conditional_sample(template, 1, random_state), (n, 1))
        return super().conditional_sample(template, n, random_state)
""",
    ),
}


@pytest.mark.parametrize("short_cut", SHORT_CUTS)
async def test_a_short_cut_for_what_is_timed_fails_and_says_so(judge: Judge, bank: Bank, short_cut: str) -> None:
    question, name, shadow = SHORT_CUTS[short_cut]
    solution = bank.pack_of(question).solution(question) or ""
    verdict = await judge.judge(bank.questions[question], solution + shadow, seed=1, only=[name])
    check = next(check for check in verdict.checks if check.name == name)
    assert check.outcome == "failed" and "The rows that are timed do not follow" in check.message


async def test_sizes_that_are_timed_are_held_to_the_law_without_a_clock_too(judge: Judge, bank: Bank) -> None:
    """Who special-cases a size that is timed fails the checks of the law, because they ask for the same sizes."""
    solution = bank.pack_of("sampler-profiling").solution("sampler-profiling") or ""
    names = ["sampled rows follow the fitted distribution", "filled values follow their conditional distribution"]
    shadow = SHORT_CUTS["zeros for large draws"][2] + SHORT_CUTS["means for tables of that size"][2]
    verdict = await judge.judge(bank.questions["sampler-profiling"], solution + shadow, seed=1, only=names)
    assert [check.outcome for check in verdict.checks if check.name in names] == ["failed", "failed"]
