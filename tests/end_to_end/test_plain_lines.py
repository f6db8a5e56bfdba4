"""The installed program in plain lines: through real pipes, and in a real terminal that can do nothing but lines."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

pexpect = pytest.importorskip("pexpect")
pytest.importorskip("pyte")

from support.terminal import HOTSEAT  # noqa: E402

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

RIGHT = """/write
# %%
def zscore(x):
    spread = x.std()
    return (x - x.mean()) / spread if spread > 0 else np.zeros_like(x, dtype=float)
# %%
print("seen by", "the kernel")
name = input("Who? ")
print("hello", name)
.
"""
WORDS = {"Note", "Interviewer", "You", "Output", "Checks", "Clock", "Code", "Choice", "Debrief"}


@pytest.fixture
def home(own_home: Path) -> Iterator[Path]:
    yield own_home
    left = [p for p in psutil.process_iter(["cmdline"]) if str(own_home) in " ".join(p.info["cmdline"] or ())]
    assert not left, f"processes were left over: {left}"


def _environ(home: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "HOTSEAT_HOME": str(home), **more}


def _piped(home: Path, typed: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(HOTSEAT), *arguments]
    return subprocess.run(command, input=typed, env=_environ(home), capture_output=True, text=True, timeout=120)


def _sessions(home: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _piped(home, "", "review", "--json").stdout.splitlines()]


def test_a_practice_goes_through_a_pipe_is_left_by_its_end_and_gone_on_with_to_the_debrief(home: Path) -> None:
    first = _piped(home, "What comes back for a constant input?\n\n" + RIGHT + "/run\nAda\n", "practice", "zscore")
    assert first.returncode == 0, first.stderr
    assert "is no terminal, so this goes on in plain lines" in first.stderr and first.stderr.count("\n") == 1
    for part in (
        "You: What comes back",
        "Output: seen by the kernel",
        "Output: Who?",
        "hello Ada",
        "The session is kept",
    ):
        assert part in first.stdout, first.stdout
    (row,) = _sessions(home)
    assert row["status"] == "open"
    then = _piped(home, "/submit\n/end\nyes\n1\n", "resume", "--plain")
    assert then.returncode == 0 and then.stderr == ""
    assert "Checks: PASS" in then.stdout and "Debrief: " in then.stdout
    said = first.stdout + then.stdout
    assert {row.partition(":")[0] for row in said.split("\n") if row and row[0] != " "} <= WORDS
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u2500-\u257f]", said)
    (row,) = _sessions(home)
    assert row["verdicts"] == ["pass"] and row["status"] == "left"
    read = _piped(home, "1\n", "review", row["id"])
    assert "def zscore" in read.stdout and read.returncode == 0


def test_the_other_end_of_the_pipe_may_go_away_and_all_is_saved(home: Path) -> None:
    program = subprocess.Popen(
        [str(HOTSEAT), "practice", "sampling-diagonal", "--plain"],
        env=_environ(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdin and program.stdout and program.stderr
    while "Clock:" not in program.stdout.readline():
        pass
    program.stdout.close()
    program.stdin.write("An answer that is said.\n\n/time\n")
    program.stdin.flush()
    assert program.wait(60) == 1
    assert program.stderr.read() == ""
    program.stdin.close()
    (row,) = _sessions(home)
    assert row["status"] == "open" and row["fault"] == ""


class Dumb:
    """The program in a terminal without any power."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.process = pexpect.spawn(
            str(HOTSEAT),
            list(arguments),
            env=_environ(home, TERM="dumb"),
            dimensions=(24, 80),
            encoding="utf-8",
            timeout=60,
        )
        self.process.logfile_read = self
        self.said = ""

    def write(self, text: str) -> None:
        self.said += text

    def flush(self) -> None:
        return None

    def type(self, *rows: str) -> None:
        for row in rows:
            self.process.send(f"{row}\n")

    def until(self, wanted: str) -> None:
        self.process.expect_exact(wanted)

    def ended(self) -> int | None:
        self.process.expect(pexpect.EOF)
        self.process.close()
        return self.process.exitstatus


def test_a_dumb_terminal_gets_lines_by_itself_and_ctrl_c_stops_a_cell_and_then_leaves(home: Path) -> None:
    t = Dumb(home, "practice", "zscore")
    t.until("This terminal is a dumb one")
    t.until("You: ")
    t.type("/write", "import time, getpass", 'print("be" + "gun", flush=True)', "time.sleep(600)", ".", "/run")
    t.until("Output: begun")
    t.process.sendintr()
    t.until("interrupted")
    t.type("/write", 'secret = getpass.getpass("Secret: ")', "print(len(secret), 'signs')", ".", "/run")
    t.until("Input: Secret:")
    end = time.monotonic() + 10
    while t.process.getecho() and time.monotonic() < end:
        time.sleep(0.01)
    t.type("hidden-word")
    t.until("11 signs")
    t.until("You: ")
    assert "hidden-word" not in t.said and t.process.getecho()
    t.process.sendintr()
    t.until("Press ctrl+c again")
    t.process.sendintr()
    t.until("The session is kept")
    assert t.ended() == 130
    said = t.said.replace("\r\n", "\n").replace("^C", "")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u2500-\u257f]", said)
    assert all(len(row) <= 80 for row in said.split("\n") if not row.startswith((" ", "Output")))
    (row,) = _sessions(home)
    assert row["status"] == "open"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_from_outside_ends_it_with_the_draft_saved(home: Path, number: int, code: int) -> None:
    t = Dumb(home, "practice", "sampling-diagonal")
    t.until("You: ")
    t.type("Half a thought")
    t.until("More: ")
    t.process.kill(number)
    assert t.ended() == code
    again = Dumb(home, "resume", "--plain")
    again.until("You: Half a thought")
    again.until("That is your unsent answer")
    again.type("/quit now")
    assert again.ended() == 0
