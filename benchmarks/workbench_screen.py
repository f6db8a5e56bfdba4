"""The screen's half of the workbench, in a real pseudo-terminal.

``frames``: from the start of the program to the home screen, to the full interview screen, and to a first cell's result,
each beside jupyter-console's prompt and first result, in turns; the first cell imports numpy on both sides.
``JUPYTER_CONSOLE`` names that program where it is not on the path; without it there is nothing to hold the times against,
and the rows say so. Both sides have been started before, so their bytecode and the index of the bank are there: a first
round writes them and is not counted. One more row tells of the very first start, without the index. ``idle``: processor
time of the app while an interview stands open with its kernel and nothing happens. ``conversation``: 1,000 turns, all of
them mounted: what they take of memory, and the time from a key to the first byte that is drawn for it, at the 95th percentile.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

from workbench_table import Row, beside

HOTSEAT = Path(sys.executable).parent / "hotseat"
COLUMNS, ROWS = 120, 40
PATIENCE = 60.0
"""Seconds until something that is waited for counts as never coming."""
TURNS = 1_000
IDLE_SECONDS = 30
KEYS = 120
ASKS_PLACE = b"\x1b[6n"
"""How a program asks where the cursor is; jupyter-console waits for the answer."""


class Terminal:
    """A program in a pseudo-terminal, and what it has written."""

    def __init__(self, command: Sequence[str], **env: str) -> None:
        self.began = time.perf_counter()
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode
            os.environ.update(
                TERM="xterm-256color", COLORTERM="truecolor", LINES=str(ROWS), COLUMNS=str(COLUMNS), **env
            )
            os.execvp(command[0], list(command))
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.said = b""

    def read(self, seconds: float) -> bytes:
        """What comes within this time, as soon as anything does."""
        if not select.select([self.file], [], [], seconds)[0]:
            return b""
        try:
            new = os.read(self.file, 1 << 16)
        except OSError:
            return b""
        if ASKS_PLACE in new:
            os.write(self.file, b"\x1b[1;1R")
        self.said += new
        return new

    def until(self, mark: bytes) -> float:
        """Seconds since the start when this was first written. Raises TimeoutError where it never is."""
        while mark not in self.said:
            if time.perf_counter() - self.began > PATIENCE:
                raise TimeoutError(f"{mark!r} never came; the end was {self.said[-300:]!r}")
            self.read(0.5)
        return time.perf_counter() - self.began

    def send(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.file, keys)

    def stop(self) -> None:
        """End the program and wait for it."""
        os.kill(self.pid, signal.SIGTERM)
        end = time.perf_counter() + 10
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            self.read(0.05)
            if time.perf_counter() > end:
                os.kill(self.pid, signal.SIGKILL)
        os.close(self.file)


def console() -> str | None:
    """The command of jupyter-console, where it is there."""
    return os.environ.get("JUPYTER_CONSOLE") or shutil.which("jupyter-console")


def _home(folder: Path, like: str = "") -> str:
    """A fresh place for sessions whose person was welcomed before; ``like`` is one whose index of the bank it has."""
    place = folder / f"home-{time.perf_counter_ns()}"
    place.mkdir()
    if like:
        shutil.copytree(Path(like) / "cache", place / "cache")
    (place / "screen.json").write_text('{"welcomed": true}', encoding="utf-8")
    return str(place)


def _same_numpy(folder: Path) -> str:
    """A folder for ``PYTHONPATH`` that holds the numpy of Hotseat's kernel and nothing else."""
    import numpy

    place, there = folder / "same", Path(numpy.__file__).parent.parent
    place.mkdir()
    for name in ("numpy", "numpy.libs"):
        if (there / name).is_dir():
            (place / name).symlink_to(there / name)
    return str(place)


def _once(command: Sequence[str], steps: Sequence[tuple[bytes, bytes]], **env: str) -> list[float]:
    """When each mark was seen, in seconds since the start; after each one its keys are pressed."""
    terminal = Terminal(command, **env)
    try:
        found = list[float]()
        for mark, keys in steps:
            found.append(terminal.until(mark))
            terminal.said = b""
            terminal.send(keys)
        return found
    finally:
        terminal.stop()


async def frames(folder: Path, rounds: int) -> list[Row]:
    """The times to what is first seen, beside jupyter-console's."""
    theirs = console()
    home, screen, result, first, prompt, answer = (list[float]() for _ in range(6))
    coming_in = [(b"Submit", b"\x1b[15~"), (b"Cell 1", b""), (b"finished in", b"")]
    practice = [str(HOTSEAT), "practice", "zscore"]
    before, same = _home(folder), _same_numpy(folder)
    _once(practice, coming_in, HOTSEAT_HOME=before)
    for _ in range(rounds + 1):
        home += _once([str(HOTSEAT)], [(b"the whole course", b"")], HOTSEAT_HOME=_home(folder, before))
        seen = _once(practice, coming_in, HOTSEAT_HOME=_home(folder, before))
        first.append(_once(practice, coming_in, HOTSEAT_HOME=_home(folder))[-1])
        screen.append(seen[0])
        result.append(seen[-1])
        if theirs:
            # The first cell of the question imports numpy: so both sides do.
            there = _once([theirs], [(b"In [", b"import numpy as np; 6 * 7\r"), (b"Out[", b"")], PYTHONPATH=same)
            prompt.append(there[0])
            answer.append(there[1])
    for times in (home, screen, result, first, prompt, answer):
        del times[:1]  # the first round may have written bytecode
    names = (
        "home screen to jupyter-console's prompt",
        "interview screen to its prompt",
        "first result to its first",
        "first result of the very first start to its first",
    )
    if not theirs:
        ours = (home, screen, result, first)
        return [
            Row(name, f"{statistics.median(t) * 1e3:.0f} ms", "not there", None, "", True)
            for name, t in zip(names, ours, strict=True)
        ]
    return [
        beside(names[0], home, prompt, 0.35),
        beside(names[1], screen, prompt, 0.75),
        beside(names[2], result, answer, 0.65),
        beside(names[3], first, answer, None),
    ]


async def idle(folder: Path, rounds: int) -> list[Row]:
    """Processor time of the app's own process while nothing happens."""
    terminal = Terminal([str(HOTSEAT), "practice", "zscore"], HOTSEAT_HOME=_home(folder))
    try:
        terminal.until(b"kernel ready")
        _drain(terminal, 20.0)  # until the spare kernel is made
        before = _spent(terminal.pid)
        _drain(terminal, IDLE_SECONDS)
        share = (_spent(terminal.pid) - before) / IDLE_SECONDS
    finally:
        terminal.stop()
    return [Row("processor while idle", f"{share:.2%}", "", None, "at most 0.5%", share <= 0.005)]


def _drain(terminal: Terminal, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        terminal.read(max(end - time.perf_counter(), 0.0))


def _spent(pid: int) -> float:
    """Seconds of processor time that a process has taken, by its threads (Linux)."""
    tasks = Path(f"/proc/{pid}/task")
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e9


async def conversation(folder: Path, rounds: int) -> list[Row]:
    """A long conversation: what it takes of memory, and what a key costs."""

    def measured(turns: int) -> tuple[float, list[float]]:
        terminal = Terminal([sys.executable, __file__, str(turns)], HOTSEAT_HOME=_home(folder))
        try:
            terminal.until(b"Your answer")
            _drain(terminal, 12.0)
            memory = _resident(terminal.pid)
            return memory, [_key(terminal) for _ in range(KEYS)]
        finally:
            terminal.stop()

    short, _ = measured(2)
    long, keys = measured(TURNS)
    slow = statistics.quantiles(keys, n=20)[-1]
    return [
        Row(
            f"memory of {TURNS:,} turns mounted",
            f"{long - short:.0f} MB",
            "",
            None,
            "at most 100 MB",
            long - short <= 100,
        ),
        Row("a key among them, 95th percentile", f"{slow * 1e3:.1f} ms", "", None, "at most 30 ms", slow <= 0.030),
    ]


def _resident(pid: int) -> float:
    """Megabytes of memory in use."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _key(terminal: Terminal) -> float:
    """Seconds from a key to the first byte that comes back."""
    while terminal.read(0.03):
        pass
    began = time.perf_counter()
    terminal.send(b"a")
    terminal.read(5.0)
    return time.perf_counter() - began


def show(turns: int) -> None:
    """Run the app on an interview of that many turns, all of them mounted."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
    from support import scene
    from support.stage import Stage

    from hotseat.interview import events as e
    from hotseat.interview.engine import Engine
    from hotseat.interview.evolve import fold
    from hotseat.tui.app import HotseatApp
    from hotseat.tui.widgets import conversation as talk

    talk.WINDOW = turns
    said = scene.ZSCORE.prompt
    records = scene.records()
    for n in range(turns):
        event = e.InterviewerSaid(said, "ask", "zscore") if n % 2 else e.CandidateSaid(said, "answer", "zscore")
        records.append(e.Recorded(len(records) + 1, 403.0 + n / 100, scene.WALL, event))
    stage = Stage()

    async def open_long() -> Engine:
        engine = await stage.begin(scene.started())
        engine.state = fold(records)
        return engine

    HotseatApp(stage, first=open_long).run()


if __name__ == "__main__":
    show(int(sys.argv[1]))
