"""What would take a session away, done on purpose and at length: ``make torture``.

    python tools/torture.py [PART ...] [--short] [--page PATH]

``kills``: the installed program killed at random moments, in plain lines and as the app in a real terminal; full disks, read-only
folders, two programs on one session and sleep. ``soak``: whole interviews in a row. ``kernel``: a kernel that is killed, flooded
and cut off. ``judge``: submissions in a row, odd and hostile ones among them. ``fuzz``: the reading of questions, journals and
settings. ``--short`` does a tenth of each.

Each part is told as it goes and in one line at its end; one that fails, or takes longer than ``MOST_MINUTES``, does not stop the
others. Ctrl+C ends what runs, with all that it had started. The figures of a run that is not short are written into the table of
``docs/reliability.md``, each part into its own row. Exit code 1: a promise did not hold; 130: interrupted.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn, cast

import psutil

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- torture -->\n", "<!-- end of torture -->\n"
HEAD = "| part | held | what | figures | minutes | command |\n|---|---|---|---|---|---|\n"
PLAIN_KILLS, APP_KILLS = 120, 80
INTERVIEWS, DEATHS, SUBMISSIONS, FUZZ = 10, 200, 1_000, 20
MOST_MINUTES = 40.0
"""After this long a part is ended, and has not held."""
FUZZED = ("test_bank_loader_fuzz.py", "test_journal_reader_laws.py", "test_settings_fuzz.py")
WITH_KILLS = (
    "test_two_programs_on_one_session.py",
    "test_a_disk_that_takes_nothing.py",
    "test_gone_on_with_after_a_sleep.py",
)
"""What belongs to the kills: other ways to lose a session, in their longer form."""
WHAT = {
    "kills": f"the program killed {PLAIN_KILLS} times in plain lines and {APP_KILLS} times as the app, at random moments",
    "soak": f"{INTERVIEWS} two-hour interviews in a row in one process, with kernel and judge",
    "kernel": f"a kernel killed by its cells {DEATHS} times in a row, texts of 100 MB, closed sockets and pipes",
    "judge": f"{SUBMISSIONS:,} submissions in a row, odd and hostile ones among them",
    "fuzz": f"{FUZZ} times the usual made-up questions, journals and settings",
}


@dataclass(frozen=True)
class Outcome:
    """What a part came to."""

    part: str
    held: bool
    figures: str
    minutes: float

    @property
    def row(self) -> str:
        """It as a row of the page's table."""
        cells = (
            self.part,
            "yes" if self.held else "**no**",
            WHAT[self.part],
            self.figures.replace("|", "/"),
            f"{self.minutes:.1f}",
            f"`make torture ARGS={self.part}`",
        )
        return f"| {' | '.join(cells)} |\n"


class Runs:
    """Runs one command after the other, each so that nothing of it is left whatever ends it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self.until = float("inf")
        """When what runs is ended, by the monotonic clock."""

    def run(self, command: Sequence[str], more: Mapping[str, str] | None = None) -> tuple[bool, list[str]]:
        """Run a command; returns whether it went well, and what it wrote to its standard output, which is shown meanwhile."""
        said: list[str] = []
        process = self._process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, **(more or {})},
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        timer = threading.Timer(max(0.0, self.until - time.monotonic()), self.end)
        timer.daemon = True
        timer.start()
        try:
            assert process.stdout is not None
            for line in process.stdout:
                print(f"    {line}", end="", flush=True)
                said.append(line.strip())
            return process.wait() == 0, [line for line in said if line]
        finally:
            timer.cancel()
            self.end()

    def end(self) -> None:
        """End what runs, with all that it has started."""
        process = self._process
        if process is None or process.poll() is not None:
            return
        try:
            own = psutil.Process(process.pid)
            tree = [own, *own.children(recursive=True)]
        except psutil.NoSuchProcess:
            tree = []
        for one in tree:
            try:
                one.kill()
            except psutil.NoSuchProcess:
                continue
        process.wait()


def work(part: str, short: bool, runs: Runs) -> tuple[bool, str]:
    """Do one part; returns whether it held, and its figures."""
    share = 10 if short else 1
    match part:
        case "kills":
            return _kills(share, runs)
        case "soak":
            agenda = "thirty-minutes" if short else "two-hour"
            interviews = str(max(3, INTERVIEWS // share))
            good, said = runs.run(
                ["benchmarks/interview_soak.py", "--interviews", interviews, "--agenda", agenda, "--json"]
            )
            return good, told(said[-1] if said else "")
        case "kernel":
            more = {"HOTSEAT_TORTURE": "1", "HOTSEAT_LONG": "1", "HOTSEAT_DEATHS": str(DEATHS // share)}
            good, said = runs.run([*_pytest(), "tests/kernel/test_hard_on_a_kernel.py"], more)
            return good, f"{DEATHS // share} restarts; {said[-1] if said else 'nothing was said'}"
        case "judge":
            good, said = runs.run(["benchmarks/judge_soak.py", "--submissions", str(SUBMISSIONS // share)])
            return good, told(said[-1] if said else "")
        case _:
            factor = max(1, FUZZ // share)
            tests = [*_pytest(), *(f"tests/property/{name}" for name in FUZZED)]
            good, said = runs.run(tests, {"HOTSEAT_FUZZ": str(factor)})
            searched, found = runs.run(["tools/fuzz.py", "--seconds", str(3 * factor)])
            figures = f"{factor} times the usual examples; {said[-1] if said else 'nothing was said'}"
            return good and searched, f"{figures}; then {3 * factor} s for each reader; {found[-1] if found else ''}"


def _kills(share: int, runs: Runs) -> tuple[bool, str]:
    dice, held, figures = str(secrets.randbelow(1_000_000)), True, dict[str, Any]()
    ways = (
        (("test_killed_at_any_moment.py",), "HOTSEAT_KILLS", PLAIN_KILLS // share),
        (("test_the_app_killed_at_any_moment.py", *WITH_KILLS), "HOTSEAT_KILLS_APP", APP_KILLS // share),
    )
    with tempfile.TemporaryDirectory(prefix="hotseat-torture-") as folder:
        path = Path(folder) / "figures.json"
        for names, variable, count in ways:
            more = {
                "HOTSEAT_TORTURE": "1",
                "HOTSEAT_LONG": "1",
                "HOTSEAT_DICE": dice,
                variable: str(count),
                "HOTSEAT_FIGURES": str(path),
            }
            good, _ = runs.run([*_pytest(), "-s", *(f"tests/end_to_end/{name}" for name in names)], more)
            held = held and good
        if path.exists():
            figures = json.loads(path.read_text("utf-8"))
    return held, told(json.dumps({"dice": int(dice), **figures}))


def _pytest() -> list[str]:
    return ["-m", "pytest", "-q", "-n", "0", "-o", "timeout=0"]


def told(figures: str) -> str:
    """Figures as they are read: those of an object of JSON with their names, anything else as it stands."""
    try:
        found: Any = json.loads(figures)
    except ValueError:
        return figures or "no figures"
    if not isinstance(found, dict):
        return figures
    return ", ".join(f"{name} {value}" for name, value in cast("dict[str, Any]", found).items())


def page(text: str, outcomes: Sequence[Outcome], where: str) -> str:
    """The page with these parts' rows made anew, and those of others as they were. Raises ValueError without its marks."""
    before, begin, rest = text.partition(BEGIN)
    old, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE.name} lacks the line {(END if begin else BEGIN).strip()}")
    rows = {line.split("|")[1].strip(): f"{line}\n" for line in old.split("\n") if line.startswith("|")}
    rows |= {outcome.part: outcome.row for outcome in outcomes}
    table = HEAD + "".join(rows[part] for part in WHAT if part in rows)
    return f"{before}{BEGIN}\n{where}\n\n{table}\n{END}{after}"


def place() -> str:
    """Where and when it was measured, in a sentence."""
    cores, day = os.cpu_count() or 1, datetime.now(UTC).date().isoformat()
    return f"Last run on {day}: {platform.system()}, {cores} cores, Python {platform.python_version()}."


def _interrupted(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*WHAT, []], default=[])
    parser.add_argument("--short", action="store_true", help="a tenth of each part; nothing is written")
    parser.add_argument("--page", type=Path, default=PAGE, help="where the figures are written")
    chosen = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupted)
    outcomes: list[Outcome] = []
    runs, stopped = Runs(), False
    for part in chosen.parts or WHAT:
        print(f"{part}: {WHAT[part]}{', a tenth of it' if chosen.short else ''}", flush=True)
        began = time.monotonic()
        runs.until = began + MOST_MINUTES * 60
        try:
            held, figures = work(part, chosen.short, runs)
        except KeyboardInterrupt:
            stopped = True
            break
        except Exception as fault:
            held, figures = False, f"{type(fault).__name__}: {fault}"
        outcomes.append(Outcome(part, held, figures, (time.monotonic() - began) / 60))
        print(outcomes[-1].row, flush=True)
    print("\n" + "".join(outcome.row for outcome in outcomes), flush=True)
    if outcomes and not chosen.short:
        chosen.page.write_text(page(chosen.page.read_text("utf-8"), outcomes, place()), "utf-8")
        print(f"Written to {chosen.page}.")
    broken = [outcome.part for outcome in outcomes if not outcome.held]
    print("Interrupted." if stopped else f"Did not hold: {', '.join(broken)}." if broken else "Everything held.")
    return 130 if stopped else 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
