"""One submission judged: which process is asked what, in which order, and what the answers amount to.

The witness of the submission goes through the checks one by one; while it is at the next one, the examiner compares the
last. What was observed on the reference is taken from the cache where it is there, and observed beside it where not.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from hotseat.question_bank.model import Question
from hotseat.reference.examiner_desk import Listed, Plan
from hotseat.reference.rules import CHECK_NAME
from hotseat.reference.sides import Sides
from hotseat.reference.timing import Timing, Unanswered, is_timed
from hotseat.reference.verdict import CheckResult
from hotseat.reference.witness_stand import NotAnswered, Observed, WitnessStand

T = TypeVar("T")
BREACHES = 5
"""Breaches of the rules that are told."""
MOST_HANGS = 2
"""Checks in a row that may run out of time before the rest is left out: waiting for more of them teaches nobody anything."""
LEFT_OUT = "Left out, since the two checks before it ran out of time."
UNWATCHED = "Nothing forbidden stands in the source. No check came to an end, so what the code calls is not known."


@dataclass
class Trial:
    """One submission, or the reference alone. Always :meth:`close` it."""

    sides: Sides
    on_check: Callable[[CheckResult], None] | None = None
    only: Collection[str] = ()
    """The checks to run by name; empty, all of them. What is left out stays not run, and so never a pass."""
    brief: bool = False
    """Whether to stop once a check has not passed: enough where only pass or not is asked."""
    results: list[CheckResult] = field(default_factory=list[CheckResult])
    notes: list[str] = field(default_factory=list[str])
    missing: str = ""
    """The sentence on names that the submission does not define."""
    lacking: str = ""
    """The sentence on packages that something of it needed and that are not installed here."""
    _stand: WitnessStand | None = None
    _own_tests: tuple[tuple[int, int], ...] = ()
    """The lines where the candidate's own tests stand."""

    async def get_ready(self) -> None:
        """Starts what a submission will need and observes the reference; raises as :meth:`run` does."""
        plan = await self.sides.open()
        for index in range(len(plan.checks)):
            await self.sides.examiner.expect(index, self.sides.seed, await self.sides.wants(index))
            await self.sides.asked(index)
        if any(check.speed is not None and check.speed.of == "starter" for check in plan.checks):
            await self.sides.rival("starter")
        if any(is_timed(check) for check in plan.checks):
            await self.sides.rival("reference")
        self._stand = self.sides.stand("")
        await self._stand.start()

    @property
    def ready(self) -> bool:
        """Whether :meth:`get_ready` has been called and everything it started still runs."""
        return self._stand is not None and self._stand.waits and self.sides.alive

    async def run(self, code: str) -> None:
        """Judges ``code`` and fills ``results``.

        Raises NotLoaded where the code cannot be loaded, QuestionFault, MachineFault and NurseryFault.
        """
        question = self.sides.material.question
        stand = self._stand = self._stand or self.sides.stand("")
        stand.source, stand.forbidden = code, question.rules.forbidden
        opening, loading = self._task(self.sides.open()), self._task(stand.load())
        try:
            plan = await opening
            self.results = [_blank(check) for check in plan.checks]
            stand.observers = plan.observers
            loaded = await loading
            self.notes.extend(loaded.notes)
            self.missing = _undefined(question, loaded.defined)
            if self.missing and stand.asides.missing_packages:
                self.lacking = _not_there(stand.asides.missing_packages)
            if not any(kind == "callable" for kind in loaded.defined.values()):
                return
            await self._rules(code)
            await self._all_checks(plan, stand)
            at_load = [call for call in stand.asides.calls_at_load if not self._is_of_a_test(call[1])]
            self._rules_kept(list(dict.fromkeys([*at_load, *stand.asides.forbidden_calls])))
        finally:
            for task in (opening, loading):
                await _ended(task)
            stand.close()
            weak = [name for name in ("landlock", "seccomp") if stand.layers and name not in stand.layers]
            if weak:
                self.notes.append(f"Judged without {' and '.join(weak)}: see hotseat doctor.")

    @property
    def printed(self) -> str:
        """What the submission printed, its beginning."""
        return self._stand.asides.printed if self._stand is not None else ""

    @property
    def missing_names(self) -> tuple[str, ...]:
        """Names that the submission used and nothing defined."""
        return tuple(self._stand.asides.missing_names) if self._stand is not None else ()

    @property
    def missing_packages(self) -> tuple[str, ...]:
        """Packages that the submission imports and that are not installed here."""
        return tuple(self._stand.asides.missing_packages) if self._stand is not None else ()

    def close(self) -> None:
        """Ends every process."""
        self.sides.close()

    # --- the rules ------------------------------------------------------------------------------------------------

    async def _rules(self, code: str) -> None:
        """Reads the source; where nothing is wrong with it, what is called while it runs is still waited for."""
        question = self.sides.material.question
        rules = question.rules
        if not rules.no_loops and not rules.forbidden:
            return
        reading = await self.sides.examiner.read_rules(code, question.functions, rules.no_loops, rules.forbidden)
        broken, self._own_tests = reading.broken, reading.tests
        # Keeping the rules earns nothing by itself; breaking them costs as much as a failed check.
        result = CheckResult(CHECK_NAME, "failed", "\n".join(broken[:BREACHES]), hidden=False)
        self.results.insert(0, result if broken else CheckResult(CHECK_NAME, hidden=False, weight=0.0))
        if broken:
            self._tell(result)

    def _is_of_a_test(self, place: str) -> bool:
        """Whether a call that was made while the cells ran stands in the candidate's own tests, where it is free."""
        found = re.match(r"line (\d+) ", place)
        return found is not None and any(first <= int(found[1]) <= last for first, last in self._own_tests)

    def _rules_kept(self, calls: Collection[tuple[str, str]]) -> None:
        """Settles the rules once everything has run."""
        if not self.results or self.results[0].name != CHECK_NAME or self.results[0].outcome != "not-run":
            return
        told = [_breach(name, place) for name, place in calls][:BREACHES]
        if told:
            self._settle(0, CheckResult(CHECK_NAME, "failed", "\n".join(told), hidden=False))
        elif all(result.outcome in ("timeout", "not-run") for result in self.results[1:]):
            self._settle(0, replace(self.results[0], message=UNWATCHED))
        else:
            self._settle(0, replace(self.results[0], outcome="passed"))

    # --- the checks -----------------------------------------------------------------------------------------------

    async def _all_checks(self, plan: Plan, stand: WitnessStand) -> None:
        offset = len(self.results) - len(plan.checks)
        comparing: asyncio.Task[CheckResult] | None = None
        place = hung = 0
        try:
            for index, check in enumerate(plan.checks):
                if self.only and check.name not in self.only:
                    continue
                if self.brief and any(result.outcome not in ("passed", "not-run") for result in self.results):
                    break
                if hung >= MOST_HANGS:
                    self._settle(offset + index, replace(_blank(check), message=LEFT_OUT))
                    continue
                result, got = await self._observe(index, stand)
                hung = hung + 1 if result.outcome == "timeout" else 0
                if comparing is not None:
                    self._settle(place, await comparing)
                    comparing = None
                place = offset + index
                if got is None:
                    self._settle(place, result)
                elif is_timed(check):
                    result = await self._compare(index, result, got)
                    self._settle(place, await self._timed(index, result, stand))
                else:
                    comparing = self._task(self._compare(index, result, got))
            if comparing is not None:
                self._settle(place, await comparing)
        finally:
            if comparing is not None:
                await _ended(comparing)

    async def _observe(self, index: int, stand: WitnessStand) -> tuple[CheckResult, list[Observed] | None]:
        """What the submission does in one check; None with the result where it does not answer."""
        check = self.sides.plan.checks[index]
        wanting = self._task(self.sides.wants(index))
        lacked = stand.asides.lacked
        try:
            asked = await self.sides.asked(index)
            began = asyncio.get_running_loop().time()
            try:
                got = await stand.observe(asked, self.sides.seconds(check))
            except NotAnswered as fault:
                spent = asyncio.get_running_loop().time() - began
                result = await self._not_answered(index, 0, 0, fault)
                await wanting
                return replace(result, seconds=spent), None
            result = replace(_blank(check), seconds=asyncio.get_running_loop().time() - began)
            await wanting
            if stand.asides.lacked > lacked:
                self.lacking = _not_there(stand.asides.missing_packages)
                return replace(result, message=self.lacking), None
            return result, got
        finally:
            await _ended(wanting)

    async def _not_answered(self, index: int, turn: int, size: int, fault: NotAnswered) -> CheckResult:
        told = await self.sides.examiner.tell(index, self.sides.seed, turn, fault.case, size)
        message = f"{fault}\n{told}" if told else str(fault)
        return replace(_blank(self.sides.plan.checks[index]), outcome=fault.outcome, message=message)

    async def _compare(self, index: int, result: CheckResult, got: list[Observed]) -> CheckResult:
        want = self.sides.observations.wants[index]
        outcome, message = await self.sides.examiner.compare(index, self.sides.seed, 0, got, want)
        return replace(result, outcome=outcome, message=message)

    async def _timed(self, index: int, result: CheckResult, stand: WitnessStand) -> CheckResult:
        try:
            return await Timing(self.sides, stand, index).hold(result)
        except Unanswered as missed:
            return await self._not_answered(index, missed.turn, missed.size, missed.fault)

    # --- underneath -----------------------------------------------------------------------------------------------

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


def _breach(name: str, place: str) -> str:
    where = f"{place[:1].upper()}{place[1:]} calls" if place else "The code calls"
    return f"{where} {name} while it runs, which the rules of this question forbid."


def _not_there(packages: Collection[str]) -> str:
    """A sentence on packages that the judge's environment lacks, or an empty one."""
    if not packages:
        return ""
    are, them = ("is", "it") if len(packages) == 1 else ("are", "them")
    return (
        f"{_listed(packages)} {are} not installed in Hotseat's own environment, where submissions "
        f"are judged; what needs {them} was not run."
    )


def _undefined(question: Question, defined: dict[str, str]) -> str:
    """A sentence on what the submission should define and does not, or an empty one."""
    absent = [name for name in question.functions if name not in defined]
    if absent:
        return f"{_listed(absent)} {'is' if len(absent) == 1 else 'are'} not defined."
    other = next(((name, kind) for name, kind in defined.items() if kind != "callable"), None)
    return "" if other is None else f"`{other[0]}` cannot be called: it is of type {other[1]}."


def _listed(names: Collection[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
