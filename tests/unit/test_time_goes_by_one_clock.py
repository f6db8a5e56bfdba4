"""The time of an interview is counted by a clock that only runs on: no set wall clock, sleep or held-up loop changes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from support.engine_fakes import Bench, bench
from support.interview_fakes import started

from hotseat.cli.sessions import away
from hotseat.interview import commands as c
from hotseat.interview.clock import InterviewClock, total_left
from hotseat.interview.engine import replay


async def begun() -> Bench:
    b = bench()
    await b.engine.begin(started())
    return b


@pytest.mark.parametrize("hours", [-1, 1, 24 * 400])
async def test_setting_the_wall_clock_in_the_middle_leaves_the_time_left_as_it_was(hours: int) -> None:
    b = await begun()
    walls = iter(
        datetime(2030, 1, 1, tzinfo=UTC) + timedelta(hours=hours if n > 3 else 0, seconds=n) for n in range(500)
    )
    b.engine._wall = lambda: next(walls).isoformat()  # pyright: ignore[reportPrivateUsage]
    await b.engine.do(c.Say("I am ready."))
    left = total_left(b.engine.state, b.engine.clock.now())
    for _ in range(6):
        b.clock.advance(10)
        await b.engine.do(c.Say("Ridge shrinks correlated weights together."))
    assert total_left(b.engine.state, b.engine.clock.now()) == pytest.approx(left - 60)
    await b.engine.close()
    kept = replay(b.journal.records)
    assert kept.at == pytest.approx(b.engine.state.at) and kept.messages == b.engine.state.messages


def test_while_the_machine_sleeps_the_clock_stands_still_and_nothing_is_charged() -> None:
    moments = [0.0, 5.0, 5.0, 6.0]  # asleep between the second and the third
    clock = InterviewClock(iter(moments).__next__, running=True)
    assert [clock.now() for _ in range(3)] == [5.0, 5.0, 6.0]


async def test_a_loop_that_was_held_up_counts_the_time_it_missed_once() -> None:
    b = await begun()
    await b.engine.do(c.Say("I am ready."))
    before = b.engine.clock.now()
    b.clock.advance(5)  # nothing was asked meanwhile
    await b.engine.do(c.Tick())
    await b.engine.do(c.Tick())
    assert b.engine.clock.now() == pytest.approx(before + 5)
    await b.engine.close()


@pytest.mark.parametrize(("minutes", "told"), [(20, 1200.0), (-60, 0.0), (0, 0.0)])
def test_time_between_two_runs_is_told_and_is_never_negative(minutes: int, told: float) -> None:
    last = (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()
    assert away(last) == pytest.approx(told, abs=5)
    assert away("no time at all") == 0.0
