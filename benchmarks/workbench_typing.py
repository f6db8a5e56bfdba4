"""Letters in the answer box in a real pseudo-terminal, from the key to its echo, while a cell prints.

Beside an app of a RichLog and an Input that shows as many lines. The reader of the terminal costs some milliseconds of
each, the same on both sides.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from echo import Terminal
from workbench_table import Row

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


async def typing(folder: Path, rounds: int) -> list[Row]:
    """Echoes of letters while a cell prints."""
    rows: list[Row] = []
    for rate in RATES:
        ours, printed = await asyncio.to_thread(_typed_in_hotseat, folder, rate, rounds * 8)
        other = await asyncio.to_thread(_typed_beside_a_richlog, rate, rounds * 8)
        mine, theirs = _percentile(ours), _percentile(other)
        what = f"a letter's echo at {rate:,} lines a second, 95th percentile"
        told = f"{mine * 1e3:.1f} ms (median {statistics.median(ours) * 1e3:.1f}; {printed})"
        beside_it = f"{theirs * 1e3:.1f} ms (median {statistics.median(other) * 1e3:.1f})"
        rows.append(Row(what, told, beside_it, mine / theirs, "under 50 ms", mine < 0.05))
    return rows


def _percentile(spent: list[float]) -> float:
    return statistics.quantiles(spent, n=20)[-1]


def _typed_in_hotseat(folder: Path, rate: int, count: int) -> tuple[list[float], str]:
    """Echoes in the answer box of a practice session, and how many lines a second its cell did print."""
    home = Path(tempfile.mkdtemp(dir=folder))
    done = home / "rate"
    terminal = Terminal([str(HOTSEAT), "practice", "zscore"], {"HOTSEAT_HOME": str(home)})
    try:
        terminal.until(lambda text: "Code" in text and "zscore" in text)
        terminal.read(2.0)
        code = FLOOD.format(rate=max(rate, 1), seconds=count * 0.2 if rate else 0, done=str(done))
        terminal.send("\x1bOR\x01\x1b[3~")
        terminal.send(f"exec({code!r})")
        terminal.read(1.0)
        terminal.send("\x1b[15~")
        terminal.until(lambda text: "running" in text or "finished" in text)
        terminal.send("\x1bOQ")
        end = time.monotonic() + 2.0
        while time.monotonic() < end:
            terminal.read(0.1)
        spent = terminal.typed(count)
        while rate and not done.exists() and time.monotonic() < end + 600:
            terminal.read(0.2)
        return spent, f"{float(done.read_text()):,.0f} printed" if rate and done.exists() else "none printed"
    finally:
        terminal.close()


def _typed_beside_a_richlog(rate: int, count: int) -> list[float]:
    """Echoes in an Input below a RichLog that is written to."""
    terminal = Terminal([sys.executable, "-c", RICHLOG, str(rate)], {})
    try:
        terminal.until(lambda text: "type here" in text)
        terminal.read(2.0)
        return terminal.typed(count)
    finally:
        terminal.close()
