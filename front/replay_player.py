"""Plays a replay: the playhead with its speed, and whether idle time is skipped. It knows no clock; it is told what goes by."""

from __future__ import annotations

from hotseat.review.replay import Replay
from hotseat.review.replay_moments import Moment
from hotseat.review.replay_pace import SPEEDS, Playhead, at_moment, played


class Player:
    """The place in a replay that is looked at."""

    def __init__(self, replay: Replay) -> None:
        self.replay = replay
        self.speed = 1
        """One of ``SPEEDS``."""
        self.skips = True
        """Whether idle time is skipped."""
        self._reel = replay.reel(skip_idle=True)
        self._head = Playhead(0, 0.0)

    @property
    def index(self) -> int:
        """The moment that is looked at, by its place among the moments."""
        return self._head.moment

    @property
    def moment(self) -> Moment:
        """The moment that is looked at."""
        return self.replay.moments[self._head.moment]

    @property
    def time(self) -> float:
        """Seconds of the interview; while it plays they run on between two moments."""
        return max(self._reel.time(self._head.place), self.moment.at)

    @property
    def at_end(self) -> bool:
        """Whether there is nothing left to play."""
        return self._head.place >= self._reel.length and self.index == len(self.replay) - 1

    def go_to(self, index: int) -> None:
        """Look at a moment, by its index; before the first and behind the last there is none."""
        self._head = at_moment(self._reel, min(max(index, 0), len(self.replay) - 1))

    def play(self, seconds: float) -> bool:
        """Let so many seconds of life go by; whether a moment was reached by that."""
        head, before = played(self._reel, self._head, seconds, self.speed), self._head
        self._head = head
        return head.moment != before.moment

    def faster(self, by: int) -> None:
        """Play so many steps faster, or slower."""
        self.speed = SPEEDS[min(max(SPEEDS.index(self.speed) + by, 0), len(SPEEDS) - 1)]

    def grown(self) -> None:
        """The replay has more moments than before; the playhead stays where it is."""
        self._lay()

    def turn_idle(self) -> None:
        """Skip idle time, or play it; the playhead stays where it is."""
        self.skips = not self.skips
        self._lay()

    def _lay(self) -> None:
        time = self.time
        self._reel = self.replay.reel(skip_idle=self.skips)
        self._head = Playhead(self._head.moment, self._reel.place_of(time))
