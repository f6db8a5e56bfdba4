"""Notices are shown one at a time: those of one moment after each other, a later one at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hotseat.tui import notices
from hotseat.tui.notices import Notice, OneAtATime


class Clock:
    """Time that only the test moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self.shown: list[str] = []
        self.due: list[tuple[float, Callable[[], None]]] = []

    def later(self, seconds: float, do: Callable[[], None]) -> None:
        self.due.append((self.now + seconds, do))

    def pass_to(self, moment: float) -> None:
        while ready := sorted((d for d in self.due if d[0] <= moment), key=lambda d: d[0]):
            self.due.remove(ready[0])
            self.now = max(self.now, ready[0][0])
            ready[0][1]()
        self.now = moment


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    there = Clock()
    monkeypatch.setattr(notices, "monotonic", lambda: there.now)
    return there


def test_what_belongs_to_one_moment_is_shown_one_after_the_other_and_none_is_lost(clock: Clock) -> None:
    shown = OneAtATime(lambda n: clock.shown.append(n.sentence), clock.later)
    shown.tell(Notice("guess", long=True))
    shown.tell(Notice("end"))
    shown.tell(Notice("kernel", bad=True))
    assert clock.shown == ["guess"]
    clock.pass_to(104.9)
    assert clock.shown == ["guess"]
    clock.pass_to(105.0)
    assert clock.shown == ["guess", "end"]
    clock.pass_to(120)
    assert clock.shown == ["guess", "end", "kernel"]


def test_a_notice_that_comes_later_takes_the_place_of_the_last_at_once(clock: Clock) -> None:
    shown = OneAtATime(lambda n: clock.shown.append(n.sentence), clock.later)
    shown.tell(Notice("first"))
    clock.pass_to(101)
    shown.tell(Notice("second"))
    assert clock.shown == ["first", "second"] and not clock.due
