"""Time held to its bounds: beside the question's own code in the same run, and in how it grows with the input.

Taken from outside the process that is timed, from the moment the case is sent until the answer is there. What reading a case
and sending an answer cost is known from the question's own code, whose witness is believed when it says that it has begun
and ended, and is taken off; so nothing that the submission says about its own beginning or end counts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hotseat.reference.check import SIZES
from hotseat.reference.examiner_desk import Growth, Listed, Speed
from hotseat.reference.sides import Sides
from hotseat.reference.verdict import CheckResult
from hotseat.reference.witness_stand import NotAnswered, Observed, WitnessStand

PATIENCE = 6
"""How many times as often a bound is measured at most where the time is near it: a busy machine disturbs all sides."""
CLEAR = 1.25
"""How far from the bound, as a ratio, the best times must be to settle it early, where no turn alone says otherwise."""
NEAR_SLOPE = 0.3
"""How near the bound a slope must be to be measured again."""
MEASURABLE = 0.01
"""Seconds that the largest input must take before its growth is believed; below it larger inputs are tried."""
EXCUSING = 0.001
"""Seconds that the reference must take for the largest input before its growth allows any more: what is shorter is noise."""
TINY = 1e-6


class Missed(Exception):
    """An answer did not come while it was timed, or was wrong; ``result`` says so."""

    def __init__(self, result: CheckResult) -> None:
        super().__init__(result.message)
        self.result = result


class Unanswered(Exception):
    """The submission did not answer a case of a timed turn."""

    def __init__(self, turn: int, size: int, fault: NotAnswered) -> None:
        super().__init__(str(fault))
        self.turn, self.size, self.fault = turn, size, fault


@dataclass
class Lap:
    """What was measured for one size: seconds of every turn, by side."""

    mine: list[float] = field(default_factory=list[float])
    theirs: list[float] = field(default_factory=list[float])
    around: list[float] = field(default_factory=list[float])
    """What reading the cases and sending the answers took the reference."""

    @property
    def own(self) -> float:
        """The submission's best time, what reading the cases and sending the answers takes left out."""
        return max(min(self.mine) - min(self.around), TINY)

    @property
    def other(self) -> float:
        """The other side's best time."""
        return max(min(self.theirs), TINY)

    def settles(self, bound: float) -> bool:
        """Whether the best times lie well to one side of the bound, and those of every single turn to the same side."""
        ratio = self.own / self.other
        if bound / CLEAR < ratio < bound * CLEAR:
            return False
        turns = zip(self.mine, self.around, self.theirs, strict=True)
        slower = [own - around > bound * max(other, TINY) for own, around, other in turns]
        return all(slower) if ratio > bound else not any(slower)


@dataclass
class Timing:
    """The timed part of one check. Raises Unanswered where the submission gives no answer."""

    sides: Sides
    stand: WitnessStand
    index: int

    async def hold(self, result: CheckResult) -> CheckResult:
        """Holds an answer that is right to the check's bounds on time; returns what the check then comes to."""
        check = self.sides.plan.checks[self.index]
        try:
            if check.speed is not None and result.outcome == "passed":
                result = await self._race(result, check.speed)
            if check.growth is not None and result.outcome == "passed":
                result = await self._grow(result, check.growth)
        except Missed as missed:
            return missed.result
        return result

    async def _race(self, result: CheckResult, speed: Speed) -> CheckResult:
        """Fresh cases each turn, both sides in turns, the minima compared."""
        lap = Lap()
        ratio = math.inf
        for turn in range(1, speed.repeats * PATIENCE + 1):
            result = await self._turn(result, lap, turn, 0, speed.of)
            ratio = lap.own / lap.other
            near = speed.at_most / 2 < ratio < speed.at_most * 3
            settled = turn >= 2 * speed.repeats and lap.settles(speed.at_most)
            if settled or (turn >= speed.repeats and not near):
                break
        if ratio <= speed.at_most:
            return result
        whose = "the reference" if speed.of == "reference" else "the code you were given"
        message = f"It took {ratio:.2g} times as long as {whose}; at most {speed.at_most:g} times is allowed."
        if told := await self.sides.examiner.tell(self.index, self.sides.seed, 0, 0):
            message += f"\n{told}"
        return replace(result, outcome="failed", message=message)

    async def _grow(self, result: CheckResult, growth: Growth) -> CheckResult:
        """The slope of log time over log size, fitted over n, 2n and 4n.

        Where this machine makes the reference itself grow faster than what is asked, as much is allowed; what takes it less
        than a millisecond is not asked about that.
        """
        n, turn = growth.n, 0
        while True:
            laps = {n * factor: Lap() for factor in SIZES}
            slope = allowed = 0.0
            for repeat in range(1, growth.repeats * PATIENCE + 1):
                turn += 1
                for size, lap in laps.items():
                    result = await self._turn(result, lap, turn, size, "reference")
                slope = _slope(list(laps), [lap.own for lap in laps.values()])
                allowed = allowed_slope(growth.at_most, {size: lap.other for size, lap in laps.items()})
                if repeat >= growth.repeats and abs(slope - allowed) > NEAR_SLOPE:
                    break
            if slope <= allowed or laps[max(laps)].own >= MEASURABLE or max(laps) * max(SIZES) > growth.largest:
                break
            n *= max(SIZES)
        if slope <= allowed or laps[max(laps)].own < MEASURABLE:
            return result
        message = (
            f"From {n:,} to {max(laps):,} its time grows like n to the power of {slope:.1f}; "
            f"at most {growth.at_most:g} is allowed."
        )
        return replace(result, outcome="failed", message=message)

    async def _turn(self, result: CheckResult, lap: Lap, turn: int, size: int, of: str) -> CheckResult:
        """Times both sides once and holds the answer; the result with the time added. Raises Missed and Unanswered."""
        sides, check = self.sides, self.sides.plan.checks[self.index]
        asked = await sides.asked(self.index, turn, size)
        want = await sides.timed("reference", self.index, asked)
        try:
            got = await self.stand.time(asked, sides.seconds(check))
        except NotAnswered as fault:
            raise Unanswered(turn, size, fault) from None
        rival = want if of == "reference" else await sides.timed(of, self.index, asked)
        outcome, message = await sides.examiner.compare(
            self.index, sides.seed, turn, got, [one.seen for one in want], size
        )
        spent = result.seconds + _seconds(got)
        if outcome != "passed":
            raise Missed(replace(result, outcome=outcome, message=message, seconds=spent))
        lap.mine.append(_seconds(got))
        lap.theirs.append(sum(one.seconds - _around(one) for one in rival))
        lap.around.append(sum(map(_around, want)))
        return replace(result, seconds=spent)


def allowed_slope(at_most: float, reference: Mapping[int, float]) -> float:
    """The slope that a submission may have: what is asked, or the reference's own where its seconds, by size, can tell that."""
    if reference[max(reference)] < EXCUSING:
        return at_most
    return max(at_most, _slope(list(reference), list(reference.values())))


def is_timed(check: Listed) -> bool:
    """Whether a check bounds time beyond its limit."""
    return check.speed is not None or check.growth is not None


def _around(one: Observed) -> float:
    return one.preparing + one.transport


def _seconds(found: Sequence[Observed]) -> float:
    return sum(one.seconds for one in found)


def _slope(sizes: Sequence[int], times: Sequence[float]) -> float:
    """The least-squares slope of log time over log size."""
    xs, ys = [math.log(size) for size in sizes], [math.log(seconds) for seconds in times]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)
