"""One submission judged: which process is asked what, in which order, and what the answers amount to.

The witness of the submission goes through the checks one by one; while it is at the next one, the examiner compares the
last. What was observed on the reference is taken from the cache where it is there, and observed beside it where not.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable, Collection, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from hotseat.kernels.nursery import Nursery
from hotseat.kernels.sandbox import Limits
from hotseat.question_bank.model import Question
from hotseat.reference.examiner_desk import ExaminerDesk, Listed, Plan, QuestionFault
from hotseat.reference.rules import CHECK_NAME
from hotseat.reference.verdict import CheckResult, Outcome
from hotseat.reference.witness_stand import Asked, NotAnswered, NotLoaded, Observed, WitnessStand

T = TypeVar("T")
PATIENCE_IN_RACES = 3
"""How many times as often a race is run where it is near its bound: a busy machine disturbs both sides."""
REFERENCE_PATIENCE = 3.0
"""How many times a check's limit the reference may take before it is the question's fault."""


@dataclass(frozen=True)
class Material:
    """A question with its files, as read when the submission came."""

    question: Question
    checks: str
    file: str
    """The name of the file of checks."""
    solution: str
    starter: str | None
    digest: str
    """SHA-256 over everything that observations depend on."""


@dataclass
class Observations:
    """What the reference did for one seed, check by check; filled as it is needed."""

    plan: Plan | None = None
    cases: dict[int, list[bytes]] = field(default_factory=dict[int, list[bytes]])
    wants: dict[int, list[bytes]] = field(default_factory=dict[int, list[bytes]])

    def size(self) -> int:
        """Bytes it takes."""
        return sum(len(one) for kept in (self.cases, self.wants) for many in kept.values() for one in many)


@dataclass
class Trial:
    """One submission, or the reference alone. Always :meth:`close` it."""

    nursery: Nursery
    material: Material
    seed: int
    observations: Observations
    on_check: Callable[[CheckResult], None] | None = None
    only: Collection[str] = ()
    """The checks to run by name; empty, all of them. What is left out stays not run, and so never a pass."""
    results: list[CheckResult] = field(default_factory=list[CheckResult])
    notes: list[str] = field(default_factory=list[str])
    missing: str = ""
    """The sentence on names that the submission does not define."""
    printed: str = ""
    _stands: list[WitnessStand] = field(default_factory=list[WitnessStand])
    _desk: ExaminerDesk | None = None
    _reference: WitnessStand | None = None
    _starter: WitnessStand | None = None

    async def run(self, code: str) -> None:
        """Judges ``code`` and fills ``results``.

        Raises NotLoaded where the code cannot be loaded, QuestionFault, MachineFault and NurseryFault.
        """
        stand = self._stand(code)
        opening, loading = self._task(self._open()), self._task(stand.load())
        try:
            plan = await opening
            self.results = [_blank(check) for check in plan.checks]
            stand.observers = plan.observers
            loaded = await loading
            self.notes.extend(loaded.notes)
            self.missing = _missing(self.material.question, loaded.defined)
            if not any(kind == "callable" for kind in loaded.defined.values()):
                return
            await self._rules(code)
            await self._all_checks(plan, stand)
        finally:
            for task in (opening, loading):
                await _ended(task)
            stand.close()
            self.printed = stand.printed
            weak = [name for name in ("landlock", "seccomp") if stand.layers and name not in stand.layers]
            if weak:
                self.notes.append(f"Judged without {' and '.join(weak)}: see hotseat doctor.")

    async def observe_reference(self) -> None:
        """Fills the observations of the reference, without a submission."""
        plan = await self._open()
        for index in range(len(plan.checks)):
            await self._wants(index)

    def close(self) -> None:
        """Ends every process."""
        for stand in self._stands:
            stand.close()
        if self._desk is not None:
            self._desk.close()

    # --- the checks -----------------------------------------------------------------------------------------------

    async def _rules(self, code: str) -> None:
        rules = self.material.question.rules
        if not rules.no_loops and not rules.forbidden:
            return
        functions = self.material.question.functions
        broken = await self._examiner.broken_rules(code, functions, rules.no_loops, rules.forbidden)
        # Keeping the rules earns nothing by itself; breaking them costs as much as a failed check.
        result = (
            CheckResult(CHECK_NAME, "failed", "\n".join(broken[:5]), hidden=False)
            if broken
            else CheckResult(CHECK_NAME, "passed", hidden=False, weight=0.0)
        )
        self.results.insert(0, result)
        self._tell(result)

    async def _all_checks(self, plan: Plan, stand: WitnessStand) -> None:
        offset = len(self.results) - len(plan.checks)
        comparing: asyncio.Task[CheckResult] | None = None
        place = 0
        try:
            for index in range(len(plan.checks)):
                if self.only and plan.checks[index].name not in self.only:
                    continue
                result, got = await self._observe(index, stand)
                if comparing is not None:
                    self._settle(place, await comparing)
                    comparing = None
                place = offset + index
                if got is None:
                    self._settle(place, result)
                elif plan.checks[index].speed is not None:
                    result = await self._compare(index, result, got)
                    self._settle(place, await self._race(index, result, stand))
                else:
                    comparing = self._task(self._compare(index, result, got))
            if comparing is not None:
                self._settle(place, await comparing)
        finally:
            if comparing is not None:
                await _ended(comparing)

    async def _observe(self, index: int, stand: WitnessStand) -> tuple[CheckResult, list[Observed] | None]:
        """What the submission does in one check; None with the result where it does not answer."""
        check = self._plan.checks[index]
        wanting = self._task(self._wants(index))
        try:
            asked = await self._asked(index, 0)
            began = asyncio.get_running_loop().time()
            try:
                got = await stand.observe(asked, self._seconds(check))
            except NotAnswered as fault:
                spent = asyncio.get_running_loop().time() - began
                result = await self._not_answered(index, 0, fault)
                await wanting
                return replace(result, seconds=spent), None
            spent = asyncio.get_running_loop().time() - began
            await wanting
            return replace(_blank(check), seconds=spent), got
        finally:
            await _ended(wanting)

    async def _not_answered(self, index: int, turn: int, fault: NotAnswered) -> CheckResult:
        told = await self._examiner.tell(index, self.seed, turn, fault.case)
        message = f"{fault}\n{told}" if told else str(fault)
        return replace(_blank(self._plan.checks[index]), outcome=fault.outcome, message=message)

    async def _compare(self, index: int, result: CheckResult, got: list[Observed]) -> CheckResult:
        want = self.observations.wants[index]
        outcome, message = await self._examiner.compare(index, self.seed, 0, got, want)
        return replace(result, outcome=_outcome(outcome), message=message)

    async def _race(self, index: int, result: CheckResult, stand: WitnessStand) -> CheckResult:
        """Holds a right answer to its bound on time: fresh cases each turn, both sides in turns, the minima compared.

        The submission is timed until its answer is there, less what the reference's answer took to arrive after its call
        had ended: so nothing it could say about its own end counts.
        """
        check = self._plan.checks[index]
        speed = check.speed
        if speed is None or result.outcome != "passed":
            return result
        other = await self._rival(speed.of)
        mine: list[float] = []
        theirs: list[float] = []
        transports: list[float] = []
        spent, ratio = result.seconds, float("inf")
        for turn in range(1, speed.repeats * PATIENCE_IN_RACES + 1):
            asked = await self._asked(index, turn)
            want = await self._reference_answers(index, asked)
            try:
                got = await stand.time(asked, self._seconds(check))
            except NotAnswered as fault:
                return await self._not_answered(index, turn, fault)
            rival = want if speed.of == "reference" else await self._timed(other, index, asked)
            outcome, message = await self._examiner.compare(index, self.seed, turn, got, [one.seen for one in want])
            if outcome != "passed":
                return replace(result, outcome=_outcome(outcome), message=message)
            mine.append(sum(one.seconds for one in got))
            theirs.append(sum(one.seconds - one.transport for one in rival))
            transports.append(sum(one.transport for one in want))
            spent += mine[-1]
            ratio = max(min(mine) - min(transports), 0.0) / max(min(theirs), 1e-6)
            near = speed.at_most / 2 < ratio < speed.at_most * 3
            if turn >= speed.repeats and not near:
                break
        result = replace(result, seconds=spent)
        if ratio <= speed.at_most:
            return result
        whose = "the reference" if speed.of == "reference" else "the code you were given"
        message = f"It took {ratio:.2g} times as long as {whose}; at most {speed.at_most:g} times is allowed."
        return replace(result, outcome="failed", message=message)

    # --- the reference --------------------------------------------------------------------------------------------

    async def _wants(self, index: int) -> list[bytes]:
        if index not in self.observations.wants:
            asked = await self._asked(index, 0)
            found = await self._reference_observe(index, asked)
            self.observations.wants[index] = [one.seen for one in found]
        return self.observations.wants[index]

    async def _reference_observe(self, index: int, asked: Asked) -> list[Observed]:
        stand = await self._rival("reference")
        seconds = self._seconds(self._plan.checks[index]) * REFERENCE_PATIENCE
        try:
            return await stand.observe(asked, seconds)
        except NotAnswered as fault:
            raise QuestionFault(f"its reference gives no answer: {fault}") from None

    async def _reference_answers(self, index: int, asked: Asked) -> list[Observed]:
        return await self._timed(await self._rival("reference"), index, asked)

    async def _timed(self, stand: WitnessStand, index: int, asked: Asked) -> list[Observed]:
        seconds = self._seconds(self._plan.checks[index]) * 10 * REFERENCE_PATIENCE
        try:
            return await stand.time(asked, seconds, marked=True)
        except NotAnswered as fault:
            raise QuestionFault(f"its own code gives no answer: {fault}") from None

    async def _rival(self, which: str) -> WitnessStand:
        """A witness of the question's own code: the reference or the starter."""
        known = self._reference if which == "reference" else self._starter
        if known is not None:
            return known
        source = self.material.solution if which == "reference" else self.material.starter
        if source is None:
            raise QuestionFault("it measures against its starter, which is not there")
        stand = self._stand(source)
        stand.observers = self._plan.observers
        try:
            await stand.load()
        except NotLoaded as fault:
            raise QuestionFault(f"its {which} cannot be loaded: {fault}") from None
        if which == "reference":
            self._reference = stand
        else:
            self._starter = stand
        return stand

    # --- underneath -----------------------------------------------------------------------------------------------

    async def _open(self) -> Plan:
        self._desk = ExaminerDesk(self.nursery, self.material.checks, self.material.file)
        plan = await self._desk.open()
        self.observations.plan = plan
        return plan

    async def _asked(self, index: int, turn: int) -> Asked:
        check = self._plan.checks[index]
        cases = self.observations.cases.get(index) if turn == 0 else None
        if cases is None:
            cases = await self._examiner.cases(index, self.seed, turn)
            if turn == 0:
                self.observations.cases[index] = cases
        seeds = [zlib.crc32(f"{self.seed}:{check.name}:{turn}:{k}".encode()) for k in range(len(cases))]
        return Asked(check.function, check.observer, cases, seeds)

    def _stand(self, source: str) -> WitnessStand:
        question = self.material.question
        needs = question.needs
        limits = Limits(
            memory=needs.memory,
            cpu_seconds=int(60 + 40 * needs.seconds),
            open_files=1024 if needs.processes else 128,
            processes=needs.processes,
            loopback=needs.loopback,
        )
        stand = WitnessStand(
            self.nursery, source, question.functions, question.imports, limits, needs.seconds, self.seed % (1 << 32)
        )
        self._stands.append(stand)
        return stand

    @property
    def _plan(self) -> Plan:
        assert self.observations.plan is not None
        return self.observations.plan

    @property
    def _examiner(self) -> ExaminerDesk:
        assert self._desk is not None
        return self._desk

    def _seconds(self, check: Listed) -> float:
        return self.material.question.needs.seconds if check.seconds is None else check.seconds

    def _settle(self, place: int, result: CheckResult) -> None:
        self.results[place] = result
        self._tell(result)

    def _tell(self, result: CheckResult) -> None:
        if self.on_check is not None:
            self.on_check(result)

    @staticmethod
    def _task(work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        return asyncio.create_task(work)


async def _ended(task: asyncio.Task[Any]) -> None:
    """Cancels a task and waits for its end; what it raises has been told already or no longer matters."""
    task.cancel()
    with suppress(asyncio.CancelledError, Exception):
        await task


def _blank(check: Listed) -> CheckResult:
    return CheckResult(check.name, "not-run", "", 0.0, not check.visible, check.weight)


def _outcome(word: str) -> Outcome:
    known: dict[str, Outcome] = {"passed": "passed", "failed": "failed", "error": "error"}
    if word not in known:
        raise QuestionFault("its checks gave an outcome that is none")
    return known[word]


def _missing(question: Question, defined: dict[str, str]) -> str:
    """A sentence on what the submission should define and does not, or an empty one."""
    absent = [f"`{name}`" for name in question.functions if name not in defined]
    if absent:
        names = absent[0] if len(absent) == 1 else f"{', '.join(absent[:-1])} and {absent[-1]}"
        return f"{names} {'is' if len(absent) == 1 else 'are'} not defined."
    other = next(((name, kind) for name, kind in defined.items() if kind != "callable"), None)
    return "" if other is None else f"`{other[0]}` cannot be called: it is of type {other[1]}."
