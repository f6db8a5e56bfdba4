"""How many slips in a reference the judge notices.

    python benchmarks/mutation.py [QUESTION ...] [--seeds N] [--json] [--all]

Every mutant of a code question's reference (see mutators.py) is judged by the real judge with the first N seeds of the
question's pool, one by default; it is caught where no verdict is "pass", so more seeds ask more of the checks. A verdict
that could not be given catches nothing: it is an error of the run. A mutant that fails by time alone is judged again by
itself before it counts.

A survivor that a reader of the question would accept is no hole. data/mutation/equivalent.yaml lists such survivors, each
with its reason, and they are left out of the share; an entry that no survivor answers to is stale, and told. Exit code 1:
a function written from scratch of whose mutants less than 95 % is caught, a stale entry, or a mutant that was not judged.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from mutators import Mutant, mutants

from hotseat.question_bank.bank import Bank, load_bank
from hotseat.question_bank.lint_files import is_from_scratch
from hotseat.question_bank.model import Question
from hotseat.reference.builtin import builtin_pack
from hotseat.reference.judge import Judge, seeds_of
from hotseat.reference.verdict import CheckResult, Verdict

EQUIVALENT = Path(__file__).parent / "data" / "mutation" / "equivalent.yaml"
WANTED = 0.95
"""The share of the mutants of a function written from scratch that must be caught."""
AT_ONCE = 3
"""How many mutants are judged side by side."""


@dataclass(frozen=True)
class Entry:
    """A survivor that is as right as the reference, by the words of the question."""

    question: str
    inside: str
    before: str
    after: str
    reason: str

    def fits(self, mutant: Mutant) -> bool:
        """Whether this is the mutant that is meant."""
        return (self.inside, self.before, self.after) == (mutant.inside, mutant.before, mutant.after)


@dataclass
class Outcome:
    """What became of the mutants of one question."""

    question: Question
    caught: list[tuple[Mutant, str]] = field(default_factory=list[tuple[Mutant, str]])
    """With the check that caught each."""
    equivalent: list[tuple[Mutant, Entry]] = field(default_factory=list[tuple[Mutant, Entry]])
    survived: list[Mutant] = field(default_factory=list[Mutant])
    unjudged: list[tuple[Mutant, str]] = field(default_factory=list[tuple[Mutant, str]])
    """With the judge's reason."""
    stale: list[Entry] = field(default_factory=list[Entry])
    seconds: float = 0.0

    @property
    def counted(self) -> int:
        """The mutants that are not equivalent."""
        return len(self.caught) + len(self.survived) + len(self.unjudged)

    @property
    def share(self) -> float:
        """The share of them that is caught; 1 where there are none."""
        return len(self.caught) / self.counted if self.counted else 1.0

    @property
    def gated(self) -> bool:
        """Whether the share is held to a bound: not where most of the reference is somebody else's code that is reviewed."""
        return is_from_scratch(self.question) and not self.question.review

    @property
    def sound(self) -> bool:
        """Whether nothing is amiss."""
        return not self.stale and not self.unjudged and (not self.gated or self.share >= WANTED)

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data."""
        return {
            "question": self.question.id,
            "from_scratch": self.gated,
            "mutants": self.counted + len(self.equivalent),
            "caught": len(self.caught),
            "equivalent": len(self.equivalent),
            "share": round(self.share, 4),
            "seconds": round(self.seconds, 1),
            "caught_by": [told(mutant) | {"check": check} for mutant, check in self.caught],
            "survivors": [told(mutant) for mutant in self.survived],
            "equivalents": [told(mutant) | {"reason": entry.reason} for mutant, entry in self.equivalent],
            "not_judged": [told(mutant) | {"reason": reason} for mutant, reason in self.unjudged],
            "stale": [vars(entry) for entry in self.stale],
        }


def told(mutant: Mutant) -> dict[str, Any]:
    """A mutant as plain data, without the file around it."""
    return {name: value for name, value in vars(mutant).items() if name != "source"}


def entries(path: Path = EQUIVALENT) -> list[Entry]:
    """The survivors that are as right as their reference. Raises KeyError where an entry lacks a field."""
    found: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return [
        Entry(question, slip["in"], slip["before"].strip(), slip["after"].strip(), group["reason"])
        for question, groups in found.items()
        for group in groups
        for slip in group["slips"]
    ]


async def run(judge: Judge, bank: Bank, question: Question, seeds: int, known: Sequence[Entry]) -> Outcome:
    """Judges every mutant of one question. Raises ValueError where the reference itself does not pass."""
    began = time.monotonic()
    reference = bank.pack_of(question.id).solution(question.id) or ""
    tried = seeds_of(question.id)[:seeds]
    for seed in tried:
        verdict = await judge.judge(question, reference, seed=seed)
        if verdict.verdict != "pass":
            raise ValueError(f"the reference of {question.id} does not pass: {verdict.reason}")
    outcome = Outcome(question)
    every = mutants(reference)
    room = asyncio.Semaphore(AT_ONCE)

    async def one(mutant: Mutant) -> Verdict:
        async with room:
            return await verdict_on(judge, question, mutant, tried)

    verdicts = await asyncio.gather(*map(one, every))
    own = [entry for entry in known if entry.question == question.id]
    used: set[Entry] = set()
    for mutant, verdict in zip(every, verdicts, strict=True):
        first = failed(verdict)
        if verdict.verdict == "not-judged" or by_time(first):
            verdict = await verdict_on(judge, question, mutant, tried)
            first = failed(verdict)
        if verdict.verdict == "not-judged":
            outcome.unjudged.append((mutant, verdict.reason))
        elif verdict.verdict != "pass":
            outcome.caught.append((mutant, first.name if first else verdict.reason))
        elif (entry := next((entry for entry in own if entry.fits(mutant)), None)) is not None:
            used.add(entry)
            outcome.equivalent.append((mutant, entry))
        else:
            outcome.survived.append(mutant)
    caught = {(mutant.inside, mutant.before, mutant.after) for mutant, _ in outcome.caught}
    outcome.stale = [e for e in own if e not in used or (e.inside, e.before, e.after) in caught]
    outcome.seconds = time.monotonic() - began
    return outcome


async def verdict_on(judge: Judge, question: Question, mutant: Mutant, seeds: Sequence[int]) -> Verdict:
    """The first verdict that is a pass or none at all, or the last one."""
    verdict = await judge.judge(question, mutant.source, seed=seeds[0], brief=True)
    for seed in seeds[1:]:
        if verdict.verdict in ("pass", "not-judged"):
            break
        verdict = await judge.judge(question, mutant.source, seed=seed, brief=True)
    return verdict


def failed(verdict: Verdict) -> CheckResult | None:
    """The check that was not passed, where it was one."""
    return next((check for check in verdict.checks if check.outcome not in ("passed", "not-run")), None)


def by_time(check: CheckResult | None) -> bool:
    """Whether a check was lost by time, which a busy machine may take."""
    return check is not None and (check.outcome == "timeout" or check.message.startswith("It took "))


async def run_all(bank: Bank, chosen: Sequence[Question], seeds: int) -> list[Outcome]:
    """One question after the other, a line on standard error for each."""
    judge = Judge(bank.packs, keeps_examiners=True)
    known = entries()
    outcomes: list[Outcome] = []
    try:
        for question in chosen:
            outcome = await run(judge, bank, question, seeds, known)
            outcomes.append(outcome)
            print(f"{question.id}: {outcome.share:.1%}, {outcome.seconds:.0f} s", file=sys.stderr, flush=True)
    finally:
        await judge.close()
    return outcomes


def report(outcomes: Sequence[Outcome], *, every: bool = False) -> str:
    """A table, then what survived, line by line; with ``every`` the equivalent ones and their reasons too."""
    rows = [f"{'question':24}{'mutants':>9}{'caught':>8}{'equivalent':>12}{'share':>8}  gate"]
    for one in outcomes:
        gate = ("held" if one.share >= WANTED else "MISSED") if one.gated else "-"
        total = one.counted + len(one.equivalent)
        rows.append(
            f"{one.question.id:24}{total:>9}{len(one.caught):>8}{len(one.equivalent):>12}{one.share:>8.1%}  {gate}"
        )
    for one in outcomes:
        rows += [f"\nsurvived {described(one, mutant)}" for mutant in one.survived]
        rows += [f"\nnot judged {described(one, mutant)}\n    {reason}" for mutant, reason in one.unjudged]
        rows += [f"\nstale entry: {entry.question}, in {entry.inside}\n{changed(entry)}" for entry in one.stale]
        if every:
            rows += [f"\nequivalent {described(one, m)}\n    {entry.reason}" for m, entry in one.equivalent]
    return "\n".join(rows)


def described(outcome: Outcome, mutant: Mutant) -> str:
    """Where a mutant differs, and how."""
    return f"{outcome.question.id}, line {mutant.line}, in {mutant.inside} ({mutant.kind})\n{changed(mutant)}"


def changed(one: Mutant | Entry) -> str:
    """The lines before and after, as a diff shows them."""
    lines = [f"    - {line}" for line in one.before.splitlines()] + [f"    + {line}" for line in one.after.splitlines()]
    return "\n".join(lines)


def main() -> int:
    """Returns 0 where every share holds and nothing is amiss."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", nargs="*", metavar="QUESTION", help="left out: every code question")
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds of the pool each mutant is judged with")
    parser.add_argument("--json", action="store_true", help="everything, as one JSON document")
    parser.add_argument("--all", action="store_true", help="list the equivalent ones too")
    given = parser.parse_args()
    bank = load_bank([builtin_pack()])
    code = {name: question for name, question in bank.questions.items() if question.kind == "code"}
    unknown = [name for name in given.questions if name not in code]
    if unknown:
        parser.error(f"no code question is called {unknown[0]!r}; there are: {', '.join(sorted(code))}")
    chosen = [code[name] for name in given.questions or sorted(code)]
    outcomes = asyncio.run(run_all(bank, chosen, given.seeds))
    if given.json:
        print(json.dumps([outcome.to_dict() for outcome in outcomes], indent=1))
    else:
        print(report(outcomes, every=given.all))
    return 0 if all(outcome.sound for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
