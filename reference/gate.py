"""What must be run to know that a question is sound: the judge is held to the question's own solutions.

The starter must fail, the reference and every right solution must pass, every known-wrong solution must fail at the check
that its docstring names, and the code behind every number in a model answer must run and hold. ``python -m
hotseat.reference.gate [ID...]`` does it for the built-in bank, a line per fault.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hotseat.harmless import plain
from hotseat.kernels.nursery import NurseryFault
from hotseat.many import processors
from hotseat.question_bank.bank import Bank, load_bank
from hotseat.question_bank.lint_files import FLAW_OF_THE_RULES, flaws
from hotseat.question_bank.model import Question
from hotseat.question_bank.pack import Pack
from hotseat.question_bank.problem import BrokenFile
from hotseat.question_bank.python_text import NotPython, docstring
from hotseat.reference.builtin import builtin_pack
from hotseat.reference.evidence import figures_of, not_run
from hotseat.reference.judge import Judge, seeds_of
from hotseat.reference.own_tests import find
from hotseat.reference.own_tests_trial import OwnTestsTrial
from hotseat.reference.rules import CHECK_NAME
from hotseat.reference.verdict import Verdict
from hotseat.reference.witness_stand import MachineFault

AT_ONCE = min(4, processors())
"""Solutions that are judged side by side, where no check bounds their time."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a question."""

    question: str
    file: str
    """The file's path inside its pack, or ``evidence <id>``."""
    message: str

    def __str__(self) -> str:
        return f"{self.question}: {self.file}: {self.message}"


@dataclass(frozen=True)
class Tried:
    """What a question's code came to, solution by solution."""

    starter: str
    """The verdict on the starter."""
    own_tests: int
    """The starter's own tests; all of them hold on the reference."""
    passed: tuple[str, ...]
    """The reference and the right solutions, by file."""
    caught: dict[str, tuple[str, ...]]
    """For each known-wrong solution the checks its docstring names, all of which it fails."""


async def faults_of(
    judge: Judge, question: Question, pack: Pack, *, seeds: Sequence[int] | None = None, evidence: bool = True
) -> list[Fault]:
    """Everything wrong with one question, in the order starter, reference, right, wrong, evidence.

    ``seeds`` are those that inputs are made of; left out, the first two of the pool. Each right solution has its turn at one
    of them; the reference has the first, and those that no right solution has. One that passes has been held to what the
    reference did with the same seed.
    Without ``evidence`` only the code is tried.
    """
    found, _ = await code_of(judge, question, pack, seeds=seeds)
    if evidence and question.evidence and not any(fault.file == "" for fault in found):
        if refusal := not_run(question, pack):
            return [*found, Fault(question.id, "", f"was not run: {refusal}")]
        figures = await figures_of(judge, question)
        found += [Fault(question.id, f"evidence {one.id}", one.fault) for one in figures if one.fault is not None]
    return found


async def code_of(
    judge: Judge, question: Question, pack: Pack, *, seeds: Sequence[int] | None = None
) -> tuple[list[Fault], Tried | None]:
    """What is wrong with a question's code, and what it came to where nothing is; a question in words has none."""
    tried = tuple(seeds) if seeds is not None else seeds_of(question.id)[:2]
    found: list[Fault] = []
    if question.kind != "code":
        return found, None
    if refusal := not_run(question, pack):
        return [Fault(question.id, "", f"was not run: {refusal}")], None

    def note(file: str, message: str) -> None:
        found.append(Fault(question.id, file, message))

    outcome = await _code(judge, question, pack, tried, note)
    return found, outcome if not found else None


async def _code(
    judge: Judge, question: Question, pack: Pack, seeds: Sequence[int], note: Callable[[str, str], None]
) -> Tried | None:
    """Runs the starter, the reference, the right and the known-wrong solutions, and notes each that is not as it should be.

    Returns what they came to, or None where they were not run.
    """
    own = f"{question.id}.py"
    try:
        texts = pack.run_texts(question.id)
        right, wrong = pack.beside("right", question.id), pack.beside("wrong", question.id)
    except BrokenFile as broken:
        for problem in broken.problems:
            note(problem.file, problem.message)
        return None
    if refusal := pack.refusal(question, texts | right | wrong):
        note("", refusal)
        return None
    if not {f"starters/{own}", f"solutions/{own}", f"checks/{own}"} <= texts.keys():
        note("", "lacks its starter, its reference or its checks")
        return None
    starter, solution = plain(texts[f"starters/{own}"]), plain(texts[f"solutions/{own}"])
    begun, tests = "", 0

    async def unfinished(_: str) -> Told:
        """What the starter does too well, and what is amiss with the tests that it brings."""
        nonlocal begun, tests
        verdict = await judge.judge(question, starter, seed=seeds[0])
        begun = verdict.verdict
        too_well = (f"should fail, and the verdict is {_said(verdict)}",) if begun in ("pass", "not-judged") else ()
        tests, amiss = await _own_tests(judge, question, starter, solution, seeds[0])
        return Told((*too_well, *amiss))

    async def short(name: str) -> Told:
        """What keeps a solution that should pass from it."""
        for seed in turns[name]:
            verdict = await judge.judge(question, good[name], seed=seed)
            if verdict.verdict != "pass":
                return Told((f"should pass, and the verdict is {_said(verdict)}",))
        return Told()

    async def escaped(name: str) -> Told:
        """Why a solution that should fail does not fail as it says."""
        text = wrong[name]
        try:
            # The checks that it names suffice where they catch it; only where they do not is the whole run told.
            verdict = await judge.judge(question, text, seed=seeds[0], only=_claimed(text))
            if uncaught(text, verdict) is not None:
                verdict = await judge.judge(question, text, seed=seeds[0])
            why = uncaught(text, verdict)
            late = any(check.outcome == "timeout" for check in verdict.checks)
            return Told(() if why is None else (why,), late)
        except NotPython as fault:
            return Told((str(fault),))

    first, reference = f"starters/{own}", f"solutions/{own}"
    good = {reference: solution} | right
    turns = {name: [seeds[turn % len(seeds)]] for turn, name in enumerate(good)}
    turns[reference] += [seed for seed in seeds if all(seed not in had for had in turns.values())]
    told = {reference: await short(reference)}  # before the others, which then need not wait for what it does
    timed = judge.timed_checks(question, seeds[0])
    tries = {first: unfinished} | dict.fromkeys(right, short) | dict.fromkeys(wrong, escaped)
    # Two at once would share the processors, and bounds on time are held with a machine that does nothing else.
    if timed is None or question.needs.processes:
        alone = set(tries)
    else:
        alone = {first, *right} if timed else set[str]()
        alone |= {name for name, text in wrong.items() if _claims_one_of(timed, text)}
    told |= await _all(tries, alone=alone)
    for name in (first, *good, *wrong):
        for message in told[name].messages:
            note(name, message)
    caught = {name: tuple(flaws(docstring(text))) for name, text in wrong.items() if not told[name].messages}
    return Tried(begun, tests, tuple(good), caught)


@dataclass(frozen=True)
class Told:
    """What is to be said of one solution."""

    messages: tuple[str, ...] = ()
    """What is wrong with it, a sentence each."""
    late: bool = False
    """Whether it ran out of time, which another one beside it may have cost it."""


async def _all(tries: Mapping[str, Callable[[str], Awaitable[Told]]], *, alone: Collection[str]) -> dict[str, Told]:
    """Tries each solution by its name: first those that want the machine to themselves, then the others, side by side.

    Nothing is held against one of these, and nothing for it, that may come of another's work: it is tried again alone.
    """
    told = {name: await what(name) for name, what in tries.items() if name in alone}
    room = asyncio.Semaphore(AT_ONCE)

    async def beside(name: str) -> Told:
        async with room:
            return await tries[name](name)

    others = [name for name in tries if name not in alone]
    for name, found in zip(others, await asyncio.gather(*map(beside, others)), strict=True):
        told[name] = await tries[name](name) if found.messages or found.late else found
    return told


async def _own_tests(judge: Judge, question: Question, starter: str, solution: str, seed: int) -> tuple[int, list[str]]:
    """How many tests the starter brings, and what is wrong where some do not hold on the reference or look at nothing of it."""
    own = find(starter, starter)
    if not own.tests and not own.left_out:
        return 0, []
    try:
        tried = await OwnTestsTrial(judge.nursery(question.needs), question, own, seed).run(solution, [])
    except (MachineFault, NurseryFault) as fault:
        return 0, [f"has tests that could not be tried: {fault}"]
    amiss = (
        ("do not hold on the reference", tried.wrong_tests),
        ("never look at what the reference gives", tried.idle_tests),
        ("could not be tried to their end", tried.left_out),
    )
    return tried.tests, [f"has tests that {what}: {', '.join(names)}" for what, names in amiss if names]


def uncaught(text: str, verdict: Verdict) -> str | None:
    """Why a known-wrong solution is not caught as its docstring says, or None where it is. Raises NotPython."""
    if verdict.verdict in ("pass", "not-judged"):
        return f"should fail, and the verdict is {_said(verdict)}"
    known = {check.name for check in verdict.checks}
    caught = {check.name for check in verdict.checks if check.outcome not in ("passed", "not-run")}
    named = _named(text, known)
    if not named:
        return "its docstring lacks a line 'fails: <name of the check that catches it>'"
    for name in named:
        if name not in known:
            return f"names a check that is not there: {name!r}"
        if name not in caught:
            others = ", ".join(repr(one) for one in sorted(caught)) or "none"
            return f"should fail at {name!r}; the checks it fails are: {others}"
    return None


def _named(text: str, known: set[str]) -> list[str]:
    """The checks named after ``fails:``, one a line or several with commas between."""
    found: list[str] = []
    for line in flaws(docstring(text)):
        whole = CHECK_NAME if line == FLAW_OF_THE_RULES else line
        found += [whole] if whole in known else [part.strip() for part in whole.split(",") if part.strip()]
    return found


def _claims_one_of(checks: Collection[str], text: str) -> bool:
    """Whether a known-wrong solution says to fail at one of these checks."""
    try:
        return not _claimed(text).isdisjoint(checks)
    except NotPython:
        return False


def _claimed(text: str) -> set[str]:
    """All that ``fails:`` may name: its lines whole, and their parts between commas."""
    lines = flaws(docstring(text))
    return {part.strip() for line in lines for part in (line, *line.split(","))}


def _said(verdict: Verdict) -> str:
    first = next((check for check in verdict.checks if check.outcome != "passed"), None)
    detail = f" — {first.name}: {' | '.join(first.message.splitlines())}" if first is not None and first.message else ""
    return f"{verdict.verdict}: {verdict.reason}{detail}"


async def faults_in(bank: Bank, only: Iterable[str] = ()) -> list[Fault]:
    """The faults of all questions of a bank, or of those named; a line of progress each on standard error."""
    chosen = list(only) or list(bank.questions)
    judge = Judge(bank.packs, keeps_examiners=True)
    found: list[Fault] = []
    try:
        for name in chosen:
            question = bank.questions.get(name)
            if question is None:
                near = bank.nearest(name)
                found.append(Fault(name, "", f"no question has this id; nearest: {', '.join(near) or 'none'}"))
                continue
            began = time.monotonic()
            faults = await faults_of(judge, question, bank.pack_of(name))
            for fault in faults:
                print(fault, flush=True)
            state = f"{len(faults)} faults" if faults else "sound"
            print(f"{name}: {state}, {time.monotonic() - began:.1f} s", file=sys.stderr, flush=True)
            found += faults
    finally:
        await judge.close()
    return found


def main(arguments: Sequence[str]) -> int:
    """Returns 1 where there is a fault, 0 where there is none."""
    bank = load_bank([builtin_pack()])
    problems = [problem for problem in bank.problems if not arguments or Path(problem.file).stem in arguments]
    for problem in problems:
        print(problem, flush=True)
    found = asyncio.run(faults_in(bank, arguments))
    return 1 if found or problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
