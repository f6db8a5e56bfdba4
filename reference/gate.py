"""What must be run to know that a question is sound: the judge is held to the question's own solutions.

The starter must fail, the reference and every right solution must pass, every known-wrong solution must fail at the check
that its docstring names, and the code behind every number in a model answer must run and hold. ``python -m
hotseat.reference.gate [ID...]`` does it for the built-in bank, a line per fault.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hotseat.harmless import plain
from hotseat.kernels.nursery import NurseryFault
from hotseat.kernels.sandbox import Limits
from hotseat.question_bank.bank import Bank, load_bank
from hotseat.question_bank.engines import lack
from hotseat.question_bank.lint_files import FLAW_OF_THE_RULES, flaws
from hotseat.question_bank.model import Evidence, Question
from hotseat.question_bank.pack import Pack
from hotseat.question_bank.problem import BrokenFile
from hotseat.question_bank.python_text import NotPython, docstring
from hotseat.reference.builtin import builtin_pack
from hotseat.reference.judge import Judge, seeds_of
from hotseat.reference.rules import CHECK_NAME
from hotseat.reference.verdict import Verdict
from hotseat.reference.witness_stand import MachineFault, NotLoaded, WitnessStand

EVIDENCE_SECONDS = 20.0
"""How long the code behind one number may take."""
EVIDENCE_LIMITS = Limits(memory=4096)


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a question."""

    question: str
    file: str
    """The file's path inside its pack, or ``evidence <id>``."""
    message: str

    def __str__(self) -> str:
        return f"{self.question}: {self.file}: {self.message}"


async def faults_of(
    judge: Judge, question: Question, pack: Pack, *, seeds: Sequence[int] | None = None, evidence: bool = True
) -> list[Fault]:
    """Everything wrong with one question, in the order starter, reference, right, wrong, evidence.

    ``seeds`` are those that the reference and the right solutions are tried with; left out, the first two of the pool.
    Without ``evidence`` only the code is tried.
    """
    tried = tuple(seeds) if seeds is not None else seeds_of(question.id)[:2]
    found: list[Fault] = []
    refusal = pack.refusal(question, {})
    if not refusal and (lacking := lack(question.needs.packages)) is not None:
        refusal = f"was not run: it {lacking}"
    if refusal and (question.kind == "code" or question.evidence):
        return [Fault(question.id, "", refusal)]

    def note(file: str, message: str) -> None:
        found.append(Fault(question.id, file, message))

    if question.kind == "code":
        await _code(judge, question, pack, tried, note)
    for cell in question.evidence if evidence else ():
        message = await run_evidence(judge, cell)
        if message is not None:
            note(f"evidence {cell.id}", message)
    return found


async def _code(
    judge: Judge, question: Question, pack: Pack, seeds: Sequence[int], note: Callable[[str, str], None]
) -> None:
    """Runs the starter, the reference, the right and the known-wrong solutions, and notes each that is not as it should be."""
    own = f"{question.id}.py"
    try:
        texts = pack.run_texts(question.id)
        right, wrong = pack.beside("right", question.id), pack.beside("wrong", question.id)
    except BrokenFile as broken:
        for problem in broken.problems:
            note(problem.file, problem.message)
        return
    if refusal := pack.refusal(question, texts | right | wrong):
        note("", refusal)
        return
    if not {f"starters/{own}", f"solutions/{own}", f"checks/{own}"} <= texts.keys():
        note("", "has not all of its starter, its reference and its checks")
        return
    verdict = await judge.judge(question, plain(texts[f"starters/{own}"]), seed=seeds[0])
    if verdict.verdict in ("pass", "not-judged"):
        note(f"starters/{own}", f"should fail, and the verdict is {_said(verdict)}")
    for name, text in ({f"solutions/{own}": plain(texts[f"solutions/{own}"])} | right).items():
        for seed in seeds:
            verdict = await judge.judge(question, text, seed=seed)
            if verdict.verdict != "pass":
                note(name, f"should pass, and the verdict is {_said(verdict)}")
                break
    for name, text in wrong.items():
        try:
            # The checks that it names suffice where they catch it; only where they do not is the whole run told.
            message = uncaught(text, await judge.judge(question, text, seed=seeds[0], only=_claimed(text)))
            if message is not None:
                message = uncaught(text, await judge.judge(question, text, seed=seeds[0]))
        except NotPython as fault:
            message = str(fault)
        if message is not None:
            note(name, message)


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


def _claimed(text: str) -> set[str]:
    """All that ``fails:`` may name: its lines whole, and their parts between commas."""
    lines = flaws(docstring(text))
    return {part.strip() for line in lines for part in (line, *line.split(","))}


async def run_evidence(judge: Judge, evidence: Evidence) -> str | None:
    """Runs the code behind one number in a sandboxed process of its own; returns why it does not hold, or None."""
    nursery = judge.nursery("torch")
    stand = WitnessStand(nursery, evidence.code, (), (), EVIDENCE_LIMITS, EVIDENCE_SECONDS, seed=0)
    try:
        loaded = await stand.load()
    except (NotLoaded, MachineFault, NurseryFault) as fault:
        return f"does not hold: {fault}"
    finally:
        stand.close()
    return f"does not hold: {loaded.notes[0]}" if loaded.notes else None


def _said(verdict: Verdict) -> str:
    first = next((check for check in verdict.checks if check.outcome != "passed"), None)
    detail = f" — {first.name}: {' | '.join(first.message.splitlines())}" if first is not None and first.message else ""
    return f"{verdict.verdict}: {verdict.reason}{detail}"


async def faults_in(bank: Bank, only: Iterable[str] = ()) -> list[Fault]:
    """The faults of all questions of a bank, or of those named; a line of progress each on standard error."""
    chosen = list(only) or list(bank.questions)
    judge = Judge(bank.packs)
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
