"""Letters in a real pseudo-terminal, from the key to its echo, while a cell prints.

Hotseat's answer box stands beside an app of a RichLog and an Input that shows as many lines, and beside euporie-console,
whose own kernel prints them; the code editor, with nothing printing, beside the prompts of euporie-console and
jupyter-console. ``EUPORIE_CONSOLE`` and ``JUPYTER_CONSOLE`` name those two where they are not on the path; where one is
not there, its rows say so. jupyter-console has no prompt while a cell runs, so it is held against an idle editor only. All of
them take turns, so that what else the machine does falls on all alike; the load is told beside the figures.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

from echo import PATIENCE, Terminal
from workbench_table import Row, beside

RATES = (0, 1_000, 10_000, 100_000)
"""Lines a second that a cell prints while letters are typed."""
FLOOD = """
import time
begun, n = time.perf_counter(), 0
while time.perf_counter() - begun < {seconds}:
    for _ in range(max({rate} // 100, 1)):
        print("line", n, "of a cell that prints without end")
        n += 1
    time.sleep(max(begun + n / {rate} - time.perf_counter(), 0))
open({done!r}, "w").write(str(n / max(time.perf_counter() - begun, 1e-9)))
"""
RICHLOG = """
import sys, threading, time
from textual.app import App
from textual.widgets import Input, RichLog
rate = int(sys.argv[1])
class Beside(App):
    def compose(self):
        yield RichLog(max_lines=9000)
        yield Input(placeholder="type here")
    def on_mount(self):
        self.query_one(Input).focus()
        threading.Thread(target=self.print_lines, daemon=True).start()
    def print_lines(self):
        begun, n, log = time.perf_counter(), 0, self.query_one(RichLog)
        while rate:
            for _ in range(max(rate // 100, 1)):
                self.call_from_thread(log.write, f"line {n} of a cell that prints without end")
                n += 1
            time.sleep(max(begun + n / rate - time.perf_counter(), 0))
Beside().run()
"""
"""What an app does that shows output in the widget that Textual has for it."""
HOTSEAT = Path(sys.executable).parent / "hotseat"


TURNS = 3
"""Sessions of each program at each rate."""
MOST = 70
"""Letters in one session, so that they fit on one line of a prompt."""
GOAL = 0.05
"""Seconds, at the 95th percentile."""


def console(name: str) -> str | None:
    """The command of another console, where it is there."""
    return os.environ.get(name.upper().replace("-", "_")) or shutil.which(name)


async def typing(folder: Path, rounds: int) -> list[Row]:
    """Echoes of letters while a cell prints, and while none does."""
    count = max(min(rounds * 6, MOST), 14)
    euporie, jupyter = console("euporie-console"), console("jupyter-console")
    rows: list[Row] = []
    for rate in RATES:
        told: list[str] = []
        programs: dict[str, Callable[[], list[float]]] = {
            "answer": partial(_in_hotseat, folder, rate, count, told),
            "richlog": partial(_beside_a_richlog, rate, count),
        }
        if euporie:
            programs["euporie"] = partial(_in_a_console, folder, euporie, rate, count)
        if rate == 0:
            programs["code"] = partial(_in_hotseat, folder, rate, count, told, code=True)
            if jupyter:
                programs["jupyter"] = partial(_in_a_console, folder, jupyter, rate, count)
        spent: dict[str, list[float]] = defaultdict(list)
        load: list[float] = []
        for _ in range(TURNS):
            for name, run in programs.items():
                spent[name] += await asyncio.to_thread(run)
            load.append(os.getloadavg()[0])
        print(f"typing at {rate:,} lines a second: load {min(load):.1f} to {max(load):.1f}", flush=True)
        rows += _rows(rate, spent, told)
    return rows


def _rows(rate: int, spent: dict[str, list[float]], told: list[str]) -> list[Row]:
    """What came of one rate."""
    rows: list[Row] = []
    if rate == 0:
        for name, goal in (("euporie", 0.6), ("jupyter", 0.0)):
            what = f"a letter's echo in the code editor to {name}-console's prompt"
            if name not in spent:
                rows.append(Row(what, _words(spent["code"]), "not there", None, "", True))
            elif goal:
                rows.append(beside(what, spent["code"], spent[name], goal))
            else:
                ratio = statistics.median(spent["code"]) / statistics.median(spent[name])
                rows.append(Row(what, _words(spent["code"]), _words(spent[name]), ratio, "", True))
    ours = _percentile(spent["answer"])
    printed = f"; {', '.join(told)} printed" if told else ""
    for name in ("richlog", "euporie"):
        what = f"a letter's echo at {rate:,} lines a second, 95th percentile, beside {name}"
        other = spent.get(name)
        rows.append(
            Row(
                what,
                _words(spent["answer"]) + printed,
                _words(other) if other else "not there",
                ours / _percentile(other) if other else None,
                "under 50 ms",
                ours < GOAL,
            )
        )
    return rows


def _words(spent: list[float]) -> str:
    if _percentile(spent) >= PATIENCE:
        lost = sum(n >= PATIENCE for n in spent)
        return f"{lost} of {len(spent)} letters not seen within {PATIENCE:g} s"
    return f"{_percentile(spent) * 1e3:.1f} ms (median {statistics.median(spent) * 1e3:.1f})"


def _percentile(spent: list[float]) -> float:
    return statistics.quantiles(spent, n=20)[-1]


def _flood(rate: int, count: int, done: Path) -> str:
    """A line of code that prints at a rate for as long as so many letters take."""
    code = FLOOD.format(rate=rate, seconds=count * 0.2 + 6, done=str(done))
    return f"exec({code!r})"


def _in_hotseat(folder: Path, rate: int, count: int, told: list[str], *, code: bool = False) -> list[float]:
    """Echoes in the answer box or the code editor of a practice session; ``told`` takes how many lines a second were printed."""
    home = Path(tempfile.mkdtemp(dir=folder))
    done = home / "rate"
    terminal = Terminal([str(HOTSEAT), "practice", "zscore"], {"HOTSEAT_HOME": str(home)})
    try:
        terminal.until(lambda text: "Code" in text and "zscore" in text and "kernel ready" in text)
        terminal.rest(4.0)
        if rate:
            terminal.send("\x1bOR\x01\x1b[3~")
            terminal.send(_flood(rate, count, done))
            terminal.rest(1.0)
            terminal.send("\x1b[15~")
            terminal.until(lambda text: "running" in text or "finished" in text)
        terminal.send("\x1bOR\x1b[1;5F\r# " if code else "\x1bOQ")
        terminal.rest(2.0)
        spent = terminal.typed(count, "\x15# " if code else " ")
        if rate:
            _wait(terminal, done)
            told.append(f"{float(done.read_text()):,.0f}")
        return spent
    finally:
        terminal.close()


def _wait(terminal: Terminal, done: Path) -> None:
    """Until the cell has told how much it printed."""
    end = time.monotonic() + 600
    while not (done.exists() and done.read_text()):
        if time.monotonic() > end:
            raise SystemExit(f"The cell has not ended; the screen shows:\n{terminal.text}")
        terminal.rest(0.2)


def _in_a_console(folder: Path, command: str, rate: int, count: int) -> list[float]:
    """Echoes at the prompt of another console, whose cell prints meanwhile."""
    home = Path(tempfile.mkdtemp(dir=folder))
    beside_it = f"{Path(command).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    terminal = Terminal([command], {"HOME": str(home), "PATH": beside_it})
    try:
        terminal.until(lambda text: "In [1]" in text)
        terminal.rest(4.0)
        if rate:
            terminal.send(_flood(rate, count, home / "rate"))
            terminal.rest(1.0)
            terminal.send("\r")
            terminal.rest(2.0)
        return terminal.typed(count)
    finally:
        terminal.close()


def _beside_a_richlog(rate: int, count: int) -> list[float]:
    """Echoes in an Input below a RichLog that is written to."""
    terminal = Terminal([sys.executable, "-c", RICHLOG, str(rate)], {})
    try:
        terminal.until(lambda text: "type here" in text)
        terminal.rest(2.0)
        return terminal.typed(count)
    finally:
        terminal.close()
