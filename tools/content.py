"""Hold the built-in bank to its promises by running it, and record what was found: ``make content`` calls it.

    python tools/content.py [ID ...] [--changed] [--check] [--no-mutation]

Without ``--changed`` everything is run again: every code question's starter, reference, right and wrong solutions, the cell
behind every figure, and the slips made in every reference (benchmarks/mutation.py). With it, only what ``reference/ledger``
holds no record for, since a file, the judge or a library has changed. What holds is recorded; with ``--check`` nothing is
written. What does not hold is told and never recorded.

Exit code: 0 where everything holds; 1 where something does not; 3 where all that was run holds, and some could not be run
here. Those are named with what is missing, and they have not passed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from hotseat.question_bank.bank import Bank, load_bank
from hotseat.question_bank.engines import lack
from hotseat.question_bank.model import Question
from hotseat.reference import ledger
from hotseat.reference.builtin import builtin_pack
from hotseat.reference.evidence import NEEDS_OF_A_CELL, figures_of, not_run
from hotseat.reference.gate import code_of
from hotseat.reference.judge import Judge
from hotseat.reference.ledger import Part, State

ROOT = Path(__file__).resolve().parent.parent
MUTATION = ROOT / "benchmarks" / "mutation.py"
EQUIVALENT = ROOT / "benchmarks" / "data" / "mutation" / "equivalent.yaml"
GATE_SECONDS, ENGINE_SECONDS = 2.0, 10.0
"""What a question's gate should take on an idle machine at most, without and with an optional library; Spark's may be longer."""


@dataclass
class Run:
    """What a run came to."""

    held: int = 0
    kept: int = 0
    """Parts for which a record holds, so that they were not run."""
    written: int = 0
    broken: list[str] = field(default_factory=list[str])
    lacking: list[str] = field(default_factory=list[str])
    slow: list[str] = field(default_factory=list[str])


def mutation_texts(question: str) -> list[str]:
    """What a count of caught slips depends on besides the question: how they are made, and which are no faults."""
    maker = MUTATION.with_name("mutators.py").read_text("utf-8")
    return [maker, json.dumps(_no_faults().get(question), sort_keys=True)]


@cache
def _no_faults() -> Mapping[str, Any]:
    """The slips that are as right as what they change, by question."""
    return yaml.safe_load(EQUIVALENT.read_text("utf-8")) or {}


def state_of(bank: Bank, question: Question, part: Part) -> State:
    """What a part's record would have to say to hold. Raises BrokenFile."""
    tools = mutation_texts(question.id) if part == "mutation" else ()
    return ledger.state(question, bank.pack_of(question.id), part, tools)


def parts_of(question: Question) -> list[Part]:
    """What there is to run of a question."""
    parts: list[Part] = ["gate", "mutation"] if question.kind == "code" else []
    return [part for part in ledger.PARTS if part in parts or (part == "evidence" and question.evidence)]


async def try_part(judge: Judge, bank: Bank, question: Question, part: Part) -> tuple[list[str], Mapping[str, Any]]:
    """Runs one part; returns what is wrong, a sentence each, and the result to record where nothing is."""
    began = time.monotonic()
    pack = bank.pack_of(question.id)
    if part == "gate":
        faults, tried = await code_of(judge, question, pack)
        result = ledger.of_code(tried, time.monotonic() - began) if tried is not None else {}
        return [str(fault) for fault in faults], result
    if part == "evidence":
        if refusal := not_run(question, pack):
            return [f"{question.id}: evidence was not run: {refusal}"], {}
        figures = await figures_of(judge, question)
        told = [f"{question.id}: evidence {one.id}: {one.fault}" for one in figures if one.fault is not None]
        return told, ledger.of_evidence(figures)
    return await asyncio.to_thread(_mutation, question.id)


def _mutation(question: str) -> tuple[list[str], Mapping[str, Any]]:
    done = subprocess.run(
        [sys.executable, str(MUTATION), question, "--json"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    try:
        (outcome,) = cast("list[dict[str, Any]]", json.loads(done.stdout))
    except ValueError:
        return [f"{question}: mutation: {done.stderr.strip()[-400:] or 'nothing was said'}"], {}
    result = {name: outcome[name] for name in ("mutants", "caught", "equivalent", "seconds")}
    if done.returncode == 0:
        return [], result
    told = [f"{question}: mutation: survived: {slip['before']!r} as {slip['after']!r}" for slip in outcome["survivors"]]
    told += [f"{question}: mutation: not judged: {slip['reason']}" for slip in outcome["not_judged"]]
    told += [
        f"{question}: mutation: an entry that no survivor answers to: {one['before']!r}" for one in outcome["stale"]
    ]
    return told or [f"{question}: mutation: {outcome['share']:.1%} caught"], {}


async def run(bank: Bank, chosen: Sequence[str], *, changed: bool, check: bool, mutation: bool) -> Run:
    """Runs what is to be run, a line of progress for each part on standard error."""
    judge, found = Judge(bank.packs, keeps_examiners=True), Run()
    try:
        for number, name in enumerate(chosen, 1):
            question = bank.questions[name]
            for part in parts_of(question):
                if part == "mutation" and not mutation:
                    continue
                now = state_of(bank, question, part)
                if changed and ledger.known(name, part, now) is not None:
                    found.kept += 1
                    continue
                if (lacking := lack(question.needs.packages)) is not None:
                    found.lacking.append(f"{name}: {part}: not run: {lacking}")
                    continue
                if part != "mutation":
                    await judge.warm(NEEDS_OF_A_CELL if part == "evidence" else question.needs)
                began = time.monotonic()
                wrong, result = await try_part(judge, bank, question, part)
                seconds = time.monotonic() - began
                state = f"{len(wrong)} faults" if wrong else "holds"
                print(f"[{number}/{len(chosen)}] {name} {part}: {state}, {seconds:.1f} s", file=sys.stderr, flush=True)
                for one in wrong:
                    print(one, flush=True)
                found.broken += wrong
                if wrong:
                    continue
                found.held += 1
                allowed = ENGINE_SECONDS if question.needs.packages else GATE_SECONDS
                if part == "gate" and seconds > allowed and "pyspark" not in question.needs.packages:
                    found.slow.append(f"{name} {seconds:.1f} s of {allowed:g} s")
                if not check:
                    found.written += ledger.write(name, part, now, result)
    finally:
        await judge.close()
    return found


def main(arguments: Sequence[str]) -> int:
    """Returns the exit code that the module's docstring tells."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", nargs="*", metavar="ID", help="left out: every question")
    parser.add_argument("--changed", action="store_true", help="only what no record holds for")
    parser.add_argument("--check", action="store_true", help="write nothing down")
    parser.add_argument("--no-mutation", action="store_true", help="leave out the slips, which take longest")
    given = parser.parse_args(arguments)
    bank = load_bank([builtin_pack()])
    unknown = [name for name in given.questions if name not in bank.questions]
    if unknown:
        parser.error(f"no question is called {unknown[0]!r}; nearest: {', '.join(bank.nearest(unknown[0])) or 'none'}")
    for problem in bank.problems:
        print(problem, flush=True)
    chosen = given.questions or list(bank.questions)
    found = asyncio.run(run(bank, chosen, changed=given.changed, check=given.check, mutation=not given.no_mutation))
    for one in found.lacking:
        print(one)
    if found.slow:
        print(f"Slower than they should be on an idle machine: {', '.join(found.slow)}.")
    print(
        f"content: {found.held} held, {found.kept} known from before, {len(found.broken)} faults, "
        f"{len(found.lacking)} not run; {found.written} recorded"
    )
    if found.broken or bank.problems:
        return 1
    return 3 if found.lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
