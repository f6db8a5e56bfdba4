"""A session replayed: its moments in order, and the state at any of them. Pure.

The state at a moment is the fold of the records up to it. Folding a long session takes a second, so states are kept at
checkpoints on the way; what is between them is folded when it is asked for. The states share what has not changed, so that a
hundred of them take little room. An event that the fold stumbles over is passed by, and its moment says so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Literal

from hotseat.interview.copies import replace
from hotseat.interview.events import Event, Recorded, Unknown
from hotseat.interview.evolve import evolve
from hotseat.interview.habits import HabitSeen, observe
from hotseat.interview.state import State
from hotseat.review.replay_moments import Moment, moment
from hotseat.review.replay_pace import Idle, Reel, idle_stretches
from hotseat.review.replay_recording import Recording

EVERY = 200
"""Records between two checkpoints."""
Stop = Literal["step", "failure", "section", "bookmark"]
"""Where one can go from a moment: where something happened, where it failed, where a part begins, where a bookmark is."""


def habits_seen(state: State) -> tuple[HabitSeen, ...]:
    """The habits as they had been seen; none where records that they rest on are lost."""
    try:
        return observe(state)
    except (LookupError, TypeError, ValueError, AttributeError):
        return ()


def step(state: State, recorded: Recorded) -> tuple[State, bool]:
    """The state after one more record, and whether its event could be taken in."""
    try:
        return evolve(state, recorded), True
    except Exception:  # whatever one event holds, the ones around it are still shown
        return replace(state, seq=recorded.seq, at=max(state.at, recorded.at), last_wall=recorded.wall), False


class Replay:
    """One session, to be looked at moment by moment. Call :meth:`grow` until it is :attr:`ready`, or use :meth:`of`."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.lost = recording.lost
        """What cannot be read or taken in, a sentence each; all of it once it is ready."""
        self.moments: list[Moment] = []
        """In order; all of them once it is ready."""
        self.bookmarks: Mapping[int, str] = {}
        """The note of each bookmark by the number of its event; as the session is now, whatever moment is looked at."""
        self.habits: Mapping[int, tuple[str, ...]] = {}
        """The habits that an event shows, by its number."""
        self.idle: tuple[Idle, ...] = ()
        self._checkpoints = [State()]
        """The states before every :data:`EVERY`-th record."""
        self._last = (-1, State())
        """The index and the state of the moment that was folded last."""
        self._seqs: list[int] = []
        self._times: list[float] = []
        self._loud: list[int] = []
        """The moments at which something happened."""
        self._failures: list[int] = []
        self._sections: list[int] = []

    @classmethod
    def of(cls, recording: Recording) -> Replay:
        """The replay of a recording, ready."""
        made = cls(recording)
        while not made.grow():
            pass
        return made

    @property
    def session(self) -> str:
        return self.recording.session

    @property
    def ready(self) -> bool:
        """Whether all records are folded."""
        return len(self.moments) == len(self.recording.records)

    def grow(self, most: int = 1000) -> bool:
        """Fold as many records more; whether it is ready then."""
        records = self.recording.records
        start = len(self.moments)
        state = self._last[1]
        for index in range(start, min(start + most, len(records))):
            state, understood = step(state, records[index])
            if (index + 1) % EVERY == 0:
                self._checkpoints.append(state)
            self._note(moment(index, records[index], state, understood=understood, sure=index < self.recording.whole))
            self._last = (index, state)
        if self.ready:
            self._finish(state)
        return self.ready

    def go_on(self, recording: Recording) -> None:
        """Take in a recording of the same session to which records were added; :meth:`grow` folds them."""
        self.state(len(self.moments) - 1)  # from there the fold goes on
        self.recording, self.lost = recording, recording.lost

    def _note(self, made: Moment) -> None:
        self.moments.append(made)
        self._seqs.append(made.seq)
        self._times.append(made.at)
        if not made.quiet:
            self._loud.append(made.index)
        if made.failed:
            self._failures.append(made.index)
        if made.opens:
            self._sections.append(made.index)

    def _finish(self, state: State) -> None:
        self.bookmarks = state.looked_back.bookmarks
        self.idle = idle_stretches(self._times, [m.quiet for m in self.moments])
        shown: dict[int, tuple[str, ...]] = {}
        for habit in habits_seen(state):
            for seq in habit.seqs:
                shown[seq] = (*shown.get(seq, ()), habit.id)
        self.habits = shown
        known = (m for m in self.moments if m.kind == "lost" and not isinstance(self._event(m), Unknown))
        if count := sum(1 for _ in known):
            told = f"{count:,} event{' is' if count == 1 else 's are'} about something that is not in this session."
            self.lost = (*self.lost, told)

    def _event(self, moment: Moment) -> Event:
        return self.recording.records[moment.index].event

    def __len__(self) -> int:
        return len(self.moments)

    @property
    def end(self) -> State:
        """The state after the last record."""
        return self.state(len(self.moments) - 1)

    def state(self, index: int) -> State:
        """The state after the moment with this index; before the first, a fresh one."""
        at, state = self._last
        if not at <= index < at + EVERY:
            at = (index + 1) // EVERY * EVERY - 1
            state = self._checkpoints[(index + 1) // EVERY]
        for recorded in self.recording.records[at + 1 : index + 1]:
            state, _ = step(state, recorded)
        self._last = (index, state)
        return state

    def reel(self, *, skip_idle: bool) -> Reel:
        """The session's time as it is played."""
        return Reel(self._times, self.idle if skip_idle else ())

    # Ways to a moment; each gives its index.

    def of_seq(self, seq: int) -> int:
        """The moment of an event by its number, or the last one before it."""
        return max(bisect_right(self._seqs, seq) - 1, 0)

    def at_time(self, seconds: float) -> int:
        """The last moment at which something happened at or before a time of the interview; the first one before all."""
        last = bisect_right(self._times, seconds) - 1
        return self._loud[max(bisect_right(self._loud, last) - 1, 0)] if self._loud else 0

    def stop(self, to: Stop, index: int, by: int) -> int | None:
        """The next place of a kind after a moment, or the one before it; None where there is none."""
        match to:
            case "step":
                places = self._loud
            case "failure":
                places = self._failures
            case "section":
                places = self._sections
            case "bookmark":
                places = self.marked()
        return _after(places, index) if by > 0 else _before(places, index)

    def marked(self) -> list[int]:
        """The moments with a bookmark, in order."""
        places = ((seq, bisect_left(self._seqs, seq)) for seq in sorted(self.bookmarks))
        return [place for seq, place in places if place < len(self._seqs) and self._seqs[place] == seq]


def _after(places: Sequence[int], index: int) -> int | None:
    i = bisect_right(places, index)
    return places[i] if i < len(places) else None


def _before(places: Sequence[int], index: int) -> int | None:
    i = bisect_left(places, index)
    return places[i - 1] if i else None
