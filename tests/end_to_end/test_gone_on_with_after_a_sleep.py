"""A session gone on with after the machine slept, or was started anew: its clock goes on from where it stood, in both modes."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from support.killing import TORTURE, records, sessions
from support.terminal import HOTSEAT

from hotseat.interview.engine import replay

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

MODES = {
    "interview": ("interview", "--agenda", "thirty-minutes", "--seed", "4"),
    "practice": ("practice", "sampling-diagonal"),
}
CLOCKS = {
    "asleep for twenty minutes": ("--boottime", "1200"),
    "started anew": ("--boottime", "86400", "--monotonic", "86400"),
}


def run(home: Path, *arguments: str, before: tuple[str, ...] = ()) -> tuple[str, float]:
    """What a run in plain lines says to an answer, and how many seconds it took."""
    began = time.monotonic()
    done = subprocess.run(
        [*before, str(HOTSEAT), *arguments, "--plain"],
        env={**os.environ, "HOTSEAT_HOME": str(home)},
        input="I would look at the rows first.\n\n/time\n",
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done
    return done.stdout, time.monotonic() - began


ALL = [(mode, clocks) for mode in MODES for clocks in CLOCKS]


@pytest.mark.parametrize(("mode", "clocks"), ALL if TORTURE else ALL[:1])
def test_the_clock_goes_on_from_where_it_stood(mode: str, clocks: str, own_home: Path) -> None:
    elsewhen = ("unshare", "-T", *CLOCKS[clocks])
    if shutil.which("unshare") is None or subprocess.run([*elsewhen, "true"], capture_output=True).returncode:
        pytest.skip("no time namespace can be made here: that takes Linux 5.6 and CAP_SYS_ADMIN")
    run(own_home, *MODES[mode])
    (folder,) = sessions(own_home)
    before = replay(records(folder))
    said, took = run(own_home, "resume", before=elsewhen)
    after = replay(records(folder))
    assert before.at <= after.at <= before.at + took + 1
    assert not after.ended and after.section == before.section and after.current == before.current
    assert "Clock: " in said
