"""How often right code is blamed.

    python benchmarks/false_alarms.py [QUESTION ...] [--more N] [--json]

The reference and every right solution of a code question are judged by the real judge with all 64 seeds of the question's
pool; each verdict other than "pass" is told. What lost nothing but time, beside other submissions, is judged again by itself
before it counts. Where checks hold draws against a law (hotseat.reference.draws), those checks are judged again with N seeds
beyond the pool, 136 by default; and for 16 seeds of the pool every comparison is listed by itself, to say how near the right
solutions came to a bound (1 would fail), and how often right draws fail at all: the sum, over all comparisons that one
submission meets, of the bounds in tails.py. Exit code 1: right code was blamed, or that sum is not below 1 in 10,000.
"""

from __future__ import annotations

import argparse
import ast
import asyncio
import hashlib
import json
import sys
import time
import types
import warnings
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import tails

from hotseat.question_bank.bank import Bank, load_bank
from hotseat.question_bank.model import Question
from hotseat.question_bank.pack import Pack
from hotseat.reference import draws
from hotseat.reference.builtin import builtin_pack
from hotseat.reference.check import Check, Observation
from hotseat.reference.judge import SEEDS, Judge, seeds_of
from hotseat.reference.timing import PATIENCE
from hotseat.reference.verdict import Verdict

ALLOWED = 1e-4
"""The probability with which a right submission may fail."""
MORE = 136
"""How many seeds beyond the pool the checks of draws are judged with."""
LISTED = 16
"""The seeds of the pool whose comparisons are listed one by one."""
AT_ONCE = 2
REFERENCE = "the reference"


@dataclass
class Law:
    """What one submission meets of comparisons of draws."""

    check: str
    off: float
    """How near it came to the bound; 1 would fail."""
    chance: float


@dataclass
class Outcome:
    """What became of the right solutions of one question."""

    question: str
    verdicts: int = 0
    blamed: list[str] = field(default_factory=list[str])
    """A line for each verdict that should have been a pass."""
    again: int = 0
    """How many lost nothing but time beside another submission, and were judged again."""
    comparisons: int = 0
    """How many comparisons of draws a submission meets at most."""
    nearest: float = 0.0
    chance: float = 0.0
    """The probability that right draws fail at least one of them, at most, for the seed where it is largest."""
    seconds: float = 0.0

    @property
    def sound(self) -> bool:
        """Whether right code is safe."""
        return not self.blamed and self.chance < ALLOWED


def beyond(question: str, count: int) -> list[int]:
    """Seeds that are not in the pool."""
    digests = (hashlib.sha256(f"{question}:{SEEDS + k}".encode()).digest() for k in range(count))
    return [int.from_bytes(digest[:4], "big") for digest in digests]


def right_ones(pack: Pack, question: str) -> dict[str, str]:
    """The reference and the right solutions, by name."""
    found = {REFERENCE: pack.solution(question) or ""}
    return found | {path.name: path.read_text(encoding="utf-8") for path in pack.right(question)}


async def judged(judge: Judge, bank: Bank, question: Question, more: int) -> Outcome:
    """Judges the right solutions with the whole pool, and their draws with more seeds."""
    began = time.monotonic()
    outcome = Outcome(question.id)
    pack = bank.pack_of(question.id)
    found = right_ones(pack, question.id)
    of_draws: set[str] = set()
    if holds_draws(pack, question):
        laws = [
            listed(pack, question, text, seed, chances=name == REFERENCE)
            for seed in seeds_of(question.id)[:LISTED]
            for name, text in found.items()
        ]
        outcome.comparisons = max(map(len, laws))
        outcome.nearest = max(one.off for every in laws for one in every)
        outcome.chance = max(sum(one.chance for one in every) for every in laws)
        of_draws = {one.check for every in laws for one in every}
    room = asyncio.Semaphore(AT_ONCE)

    later: list[tuple[str, str, int, Sequence[str]]] = []

    async def one(name: str, text: str, seed: int, only: Sequence[str] = (), *, last: bool = False) -> None:
        async with room:
            verdict = await judge.judge(question, text, seed=seed, only=only)
        if passes(verdict, only):
            return
        if by_time(verdict) and not last:
            later.append((name, text, seed, only))
            return
        messages = "; ".join(check.message for check in verdict.checks if check.message)
        outcome.blamed.append(f"{name}, seed {seed}: {verdict.reason} {messages}")
        print(f"{question.id}: {outcome.blamed[-1]}", file=sys.stderr, flush=True)

    # Seed by seed, so that what was observed of the reference serves all solutions.
    work = [one(name, text, seed) for seed in seeds_of(question.id) for name, text in found.items()]
    if of_draws:
        only = sorted(of_draws)
        work += [one(name, text, seed, only) for seed in beyond(question.id, more) for name, text in found.items()]
    await asyncio.gather(*work)
    outcome.verdicts, outcome.again = len(work), len(later)
    for given in later:
        await one(*given, last=True)
    outcome.seconds = time.monotonic() - began
    return outcome


def passes(verdict: Verdict, only: Sequence[str]) -> bool:
    """Whether all checks passed, or all of those that were to run."""
    return verdict.verdict == "pass" or (
        bool(only) and {check.outcome for check in verdict.checks if check.name in only} == {"passed"}
    )


def by_time(verdict: Verdict) -> bool:
    """Whether nothing was lost but time, which this script's other submissions may have taken."""
    lost = [check for check in verdict.checks if check.outcome not in ("passed", "not-run")]
    return bool(lost) and all(one.outcome == "timeout" or one.message.startswith("It took ") for one in lost)


# --- the comparisons of draws, one by one ---------------------------------------------------------------------------


def holds_draws(pack: Pack, question: Question) -> bool:
    """Whether the question's checks compare draws with a law."""
    tree = ast.parse(pack.checks(question.id).read_text(encoding="utf-8"))
    taken = {name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names}
    return "follows" in taken


def listed(pack: Pack, question: Question, solution: str, seed: int, *, chances: bool) -> list[Law]:
    """Every comparison of draws that a solution meets with one seed; the solution is the project's own, and run here.

    Without ``chances`` they are 0: they depend on the seed alone, and take a while to work out. What is timed counts as
    often as it may be drawn again.
    """
    found: list[Law] = []
    check, times = "", 1

    def chance(one: draws.Comparison, law: draws.Mixture, rows: int) -> float:
        return tails.chance(one, law, rows) if chances else 0.0

    def follows(rows: draws.Floats, law: draws.Mixture, what: str = "") -> str | None:
        for one in draws.comparisons(rows, law, what):
            found.append(Law(check, one.off, times * chance(one, law, len(rows))))
        return None

    def related(standardised: draws.Floats, what: str = "") -> str | None:
        columns = standardised.shape[1]
        law = draws.gaussian(np.zeros(columns), np.eye(columns))
        for one in draws.neighbours(standardised, what):
            found.append(Law(check, one.off, times * chance(one, law, len(standardised))))
        return None

    def share(hits: int, trials: int, probability: float, what: str) -> str | None:
        allowed = draws.STANDARD_ERRORS * (trials * probability * (1 - probability)) ** 0.5 + 1
        off = abs(hits - trials * probability) / allowed
        found.append(Law(check, off, tails.chance_of_share(trials, probability)))
        return None

    checks = _module("checks", pack.checks(question.id).read_text(encoding="utf-8"))
    vars(checks).update(
        {"follows": follows, "related": related} | ({"share": share} if "share" in vars(checks) else {})
    )
    candidate = _module("submission", "\n".join(question.imports) + "\n" + solution)
    every: list[Check] = vars(checks)["CHECKS"]
    for one in every:
        if one.holds is None and one.holds_all is None:
            continue
        check = one.name
        times = 1 + PATIENCE * one.speed.repeats if one.speed is not None else 1
        generator = np.random.default_rng([seed, zlib.crc32(one.name.encode()), 0])
        for case in one.inputs(generator):
            observe: Any = one.observe
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                got = Observation(observe(candidate, *case.args, **case.kwargs), case.args, case.kwargs)
            assert one.holds is not None
            one.holds(case, got, got)
    return found


def _module(name: str, source: str) -> types.ModuleType:
    module = types.ModuleType(name)
    exec(compile(source, name, "exec", dont_inherit=True), vars(module))
    return module


# --- telling --------------------------------------------------------------------------------------------------------


def report(outcomes: Sequence[Outcome]) -> str:
    """A table, then every verdict that should have been a pass."""
    heads = f"{'question':24}{'verdicts':>10}{'again':>7}{'blamed':>8}"
    rows = [f"{heads}{'comparisons':>13}{'nearest':>9}{'false alarms':>14}"]
    for one in outcomes:
        law = f"{one.comparisons:>13}{one.nearest:>9.2f}{one.chance:>14.1e}" if one.comparisons else ""
        rows.append(f"{one.question:24}{one.verdicts:>10}{one.again:>7}{len(one.blamed):>8}{law}")
    for one in outcomes:
        rows += [f"{one.question}: {line}" for line in one.blamed]
    return "\n".join(rows)


async def run(bank: Bank, chosen: Sequence[Question], more: int) -> list[Outcome]:
    """One question after the other, a line on standard error for each."""
    judge = Judge(bank.packs, keeps_examiners=True)
    outcomes: list[Outcome] = []
    try:
        for question in chosen:
            outcome = await judged(judge, bank, question, more)
            outcomes.append(outcome)
            blamed = len(outcome.blamed)
            print(
                f"{question.id}: {blamed} of {outcome.verdicts}, {outcome.seconds:.0f} s", file=sys.stderr, flush=True
            )
    finally:
        await judge.close()
    return outcomes


def main() -> int:
    """Returns 0 where no right code was blamed and the false alarms are rarer than allowed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", nargs="*", metavar="QUESTION", help="left out: every code question")
    parser.add_argument("--more", type=int, default=MORE, help="seeds beyond the pool for checks of draws")
    parser.add_argument("--json", action="store_true", help="everything, as one JSON document")
    given = parser.parse_args()
    bank = load_bank([builtin_pack()])
    code = {name: question for name, question in bank.questions.items() if question.kind == "code"}
    unknown = [name for name in given.questions if name not in code]
    if unknown:
        parser.error(f"no code question is called {unknown[0]!r}; there are: {', '.join(sorted(code))}")
    outcomes = asyncio.run(run(bank, [code[name] for name in given.questions or sorted(code)], given.more))
    print(json.dumps([vars(one) for one in outcomes], indent=1) if given.json else report(outcomes))
    return 0 if all(outcome.sound for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
