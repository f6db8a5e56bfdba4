"""What gates a change, in one run: style, types, then the tests. ``make test`` calls it.

With ``--lint`` the tests are left out. Other arguments go to pytest, such as ``ARGS="-k judge"``; the tests named then
are all that runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
LINTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("style", ("ruff", "check", ".")),
    ("format", ("ruff", "format", "--check", ".")),
    ("types", ("pyright",)),
)


def check(name: str, command: tuple[str, ...]) -> tuple[bool, str]:
    """Run one linter: whether it finds nothing, and what there is to tell; its output only where it finds something."""
    started = time.monotonic()
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True)
    state = "ok" if done.returncode == 0 else "FAULTS"
    told = f"{name:8} {state:7} {time.monotonic() - started:5.1f} s"
    return done.returncode == 0, told if done.returncode == 0 else f"{told}\n{done.stdout}{done.stderr}"


def main(arguments: list[str]) -> int:
    """Returns 0 when all holds, pytest's code when a test fails, 1 when only a linter finds something."""
    chosen = [a for a in arguments if a != "--lint"]
    if chosen:
        return tests(chosen)
    faulty: list[str] = []
    for name, command in LINTERS:
        held, told = check(name, command)
        faulty += [] if held else [name]
        print(told, flush=True)
    ended = 0 if "--lint" in arguments else tests([])
    if faulty:  # hundreds of lines may stand between what was found and the end, which is what is read
        print(f"At fault before the tests: {', '.join(faulty)}. What was found stands above them.", flush=True)
    return ended or (1 if faulty else 0)


def tests(chosen: list[str]) -> int:
    """Run the tests that are named, or all that gate; returns pytest's code."""
    # One more than cores: screens, kernels and judges are waited for most of the time. Each file goes to one worker, since its
    # tests share a warm parent or a kernel, or what one of them has read; and in the order of the folders, the slow ones first.
    spread = ("--dist", "loadfile", "--no-loadscope-reorder")
    workers = [] if chosen else ["-n", str(min(6, (os.cpu_count() or 1) + 1)), *spread]
    if not chosen and not os.environ.get("HOTSEAT_LONG"):
        # Pictures of screens whose turn is another day are looked at by nobody in this run.
        workers.append("--snapshot-warn-unused")
    # With bytecode kept, the hundreds of programs that the tests start need not compile the same modules again and again.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run([sys.executable, "-m", "pytest", "-q", *workers, *chosen], cwd=ROOT, env=env).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
