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


def run(name: str, command: tuple[str, ...]) -> bool:
    """Run one linter; its output is shown only when it finds something."""
    started = time.monotonic()
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True)
    state = "ok" if done.returncode == 0 else "FAULTS"
    print(f"{name:8} {state:7} {time.monotonic() - started:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def main(arguments: list[str]) -> int:
    """Returns 0 when all holds, pytest's code when a test fails, 1 when only a linter finds something."""
    chosen = [a for a in arguments if a != "--lint"]
    good = True
    if not chosen:
        results = [run(name, command) for name, command in LINTERS]
        good = all(results)
    if "--lint" in arguments:
        return 0 if good else 1
    # One more than cores: screens, kernels and judges are waited for most of the time. Each file goes to one worker, since its
    # tests share a warm parent or a kernel, or what one of them has read; and in the order of the folders, the slow ones first.
    spread = ("--dist", "loadfile", "--no-loadscope-reorder")
    workers = [] if chosen else ["-n", str(min(6, (os.cpu_count() or 1) + 1)), *spread]
    if not chosen and not os.environ.get("HOTSEAT_LONG"):
        # Pictures of screens whose turn is another day are looked at by nobody in this run.
        workers.append("--snapshot-warn-unused")
    # With bytecode kept, the hundreds of programs that the tests start need not compile the same modules again and again.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    tests = subprocess.run([sys.executable, "-m", "pytest", "-q", *workers, *chosen], cwd=ROOT, env=env).returncode
    return tests or (0 if good else 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
