"""The time of an interview is counted by a clock that only runs on: no set wall clock, sleep or held-up loop changes it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from inspect import signature
from typing import Literal

import pytest
from support.engine_fakes import Bench, bench
from support.interview_fakes import started

from hotseat.cli.sessions import away
from hotseat.cli.wiring import make_engine
from hotseat.interview import commands as c
from hotseat.interview.clock import InterviewClock, total_left
from hotseat.interview.engine import replay

Mode = Literal["interview", "practice"]
MODES: tuple[Mode, ...] = ("interview", "practice")
ASLEEP = 20 * 60.0


async def begun(mode: Mode = "interview") -> Bench:
    b = bench()
    await b.engine.begin(started(mode))
    return b


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("hours", [-1, 1, 24 * 400])
async def test_setting_the_wall_clock_in_the_middle_leaves_the_time_left_as_it_was(hours: int, mode: Mode) -> None:
    b = await begun(mode)
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


@pytest.mark.parametrize("mode", MODES)
async def test_twenty_minutes_asleep_in_the_middle_cost_no_time_no_warning_and_no_question(mode: Mode) -> None:
    b = await begun(mode)
    wall = datetime(2030, 1, 1, tzinfo=UTC)
    b.engine._wall = lambda: wall.isoformat()  # pyright: ignore[reportPrivateUsage]
    await b.engine.do(c.Say("I am ready."))
    b.clock.advance(30)
    await b.engine.do(c.Tick())
    left, said = total_left(b.engine.state, b.engine.clock.now()), len(b.engine.state.messages)
    place = b.engine.state.section, b.engine.state.current
    wall += timedelta(seconds=ASLEEP)  # the monotonic clock stands still meanwhile, as it does on Linux and macOS
    await b.engine.do(c.Tick())
    assert total_left(b.engine.state, b.engine.clock.now()) == pytest.approx(left)
    assert len(b.engine.state.messages) == said and (b.engine.state.section, b.engine.state.current) == place
    await b.engine.close()
    assert replay(b.journal.records).at == pytest.approx(b.engine.state.at)


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="the clock that counts sleep is Linux's")
def test_the_clock_of_a_session_does_not_count_what_the_clock_that_counts_sleep_gains_on_it() -> None:
    assert signature(make_engine).parameters["monotonic"].default is time.monotonic
    script = "import time; print(time.monotonic(), time.clock_gettime(time.CLOCK_BOOTTIME))"
    asleep = ["unshare", "-T", "--boottime", f"{ASLEEP:.0f}"]
    if shutil.which("unshare") is None or subprocess.run([*asleep, "true"], capture_output=True).returncode:
        pytest.skip("no time namespace can be made here: that takes Linux 5.6 and CAP_SYS_ADMIN")
    told = [
        [float(part) for part in subprocess.check_output([*before, sys.executable, "-S", "-c", script]).split()]
        for before in ((), asleep)
    ]
    (awake, with_sleep), (then, then_with_sleep) = told
    assert 0 <= then - awake < 60, "the session's clock counts sleep"
    assert ASLEEP <= then_with_sleep - with_sleep < ASLEEP + 60


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
