"""The pace of playing: where the playhead stands after so many seconds at such a speed, idle time skipped or not. Pure.

A reel is the session's time as it is played. Without skipping they are the same; with it, each stretch in which nothing happens
takes :data:`IDLE_KEPT` seconds of the reel, so that one sees that there was one. The reel never runs back, and every moment has
its place on it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from hotseat.frozen import frozen

IDLE_AFTER = 15.0
"""Seconds without anything that happens from which on a stretch is idle."""
IDLE_KEPT = 2.0
"""Seconds that such a stretch takes when idle time is skipped."""
SPEEDS = (1, 2, 4, 8, 16)


@frozen
class Idle:
    """A stretch in which nothing happened."""

    start: float
    """Seconds of the interview."""
    end: float
    first: int
    """The last moment before it, by its index."""
    last: int
    """The moment that ends it."""

    @property
    def seconds(self) -> float:
        """How long it was."""
        return self.end - self.start


def idle_stretches(times: Sequence[float], quiet: Sequence[bool]) -> tuple[Idle, ...]:
    """Where nothing happened for long; ``quiet`` tells of each moment whether it is only that time went by.

    The first and the last moment bound what is looked at, whatever they are.
    """
    found: list[Idle] = []
    last = 0
    for i in range(1, len(times)):
        if quiet[i] and i < len(times) - 1:
            continue
        if times[i] - times[last] > IDLE_AFTER:
            found.append(Idle(times[last], times[i], last, i))
        last = i
    return tuple(found)


class Reel:
    """The session's time as it is played."""

    def __init__(self, times: Sequence[float], idle: Sequence[Idle] = ()) -> None:
        """``times`` are those of the moments, never running back; ``idle`` are the stretches that are skipped."""
        self._times = times
        start = times[0] if times else 0.0
        self._knots: list[tuple[float, float]] = [(start, 0.0)]
        """Places where the pace changes: seconds of the interview, and of the reel."""
        for stretch in idle:
            at, reel = self._knots[-1]
            reel += stretch.start - at
            self._knots += [(stretch.start, reel), (stretch.end, reel + min(IDLE_KEPT, stretch.seconds))]
        at, reel = self._knots[-1]
        end = times[-1] if times else 0.0
        self._knots.append((end, reel + end - at))
        self._places = [self._place(time) for time in times]
        for i in range(1, len(self._places)):
            # Sums of fractions may differ by their last digit.
            self._places[i] = max(self._places[i], self._places[i - 1])

    @property
    def length(self) -> float:
        """Seconds it takes at the speed of life."""
        return self._places[-1] if self._places else 0.0

    def place(self, index: int) -> float:
        """Where a moment stands on the reel, in seconds."""
        return self._places[index]

    def place_of(self, time: float) -> float:
        """Where a time of the interview stands on the reel."""
        return min(self._place(time), self.length)

    def moment(self, place: float) -> int:
        """The last moment, by its index, at or before a place on the reel; the first one before them all."""
        return max(bisect_right(self._places, place) - 1, 0)

    def time(self, place: float) -> float:
        """The time of the interview at a place on the reel."""
        i = min(bisect_right(self._knots, place, key=lambda knot: knot[1]), len(self._knots) - 1)
        (at, reel), (next_at, next_reel) = self._knots[i - 1] if i else self._knots[0], self._knots[i]
        if next_reel <= reel:
            return next_at
        share = min(max((place - reel) / (next_reel - reel), 0.0), 1.0)
        return at + share * (next_at - at)

    def _place(self, time: float) -> float:
        i = min(bisect_right(self._knots, time, key=lambda knot: knot[0]), len(self._knots) - 1)
        (at, reel), (next_at, next_reel) = self._knots[i - 1] if i else self._knots[0], self._knots[i]
        if next_at <= at:
            return next_reel if time >= next_at else reel
        share = min(max((time - at) / (next_at - at), 0.0), 1.0)
        return reel + share * (next_reel - reel)


@frozen
class Playhead:
    """Where playing has come to: the last moment that was reached, and the place on the reel, which runs on between them."""

    moment: int
    place: float


def at_moment(reel: Reel, index: int) -> Playhead:
    """The playhead at a moment."""
    return Playhead(index, reel.place(index))


def played(reel: Reel, head: Playhead, seconds: float, speed: float) -> Playhead:
    """The playhead after more seconds at a speed. It passes every moment from the one before, and none twice."""
    place = min(head.place + max(seconds, 0.0) * speed, max(reel.length, head.place))
    return Playhead(max(head.moment, reel.moment(place)), place)
