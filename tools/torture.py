"""What would take a session away, done on purpose and at length: ``make torture``.

    python tools/torture.py [PART ...] [--short]

``kills``: the installed program killed at random moments. ``soak``: whole interviews in a row. ``judge``: submissions in a row,
odd and hostile ones among them. ``fuzz``: the reading of questions, journals and settings. ``--short`` does a tenth of each. Each
part's figures are told in one line, and a part that fails is named at the end. Exit code 1: a promise did not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("kills", "soak", "judge", "fuzz")
KILLS, INTERVIEWS, SUBMISSIONS, FUZZ = 200, 10, 1_000, 20
FUZZED = ("test_bank_loader_fuzz.py", "test_journal_reader_laws.py", "test_settings_fuzz.py")


def run(part: str, short: bool) -> tuple[bool, str]:
    """Do one part; returns whether it held, and its figures."""
    share = 10 if short else 1
    with tempfile.TemporaryDirectory(prefix="hotseat-torture-") as folder:
        figures = Path(folder) / "figures.json"
        dice = str(secrets.randbelow(1_000_000))
        more = {"HOTSEAT_DICE": dice, "HOTSEAT_KILLS": str(KILLS // share), "HOTSEAT_FIGURES": str(figures)}
        match part:
            case "kills":
                good = _tests(["tests/end_to_end/test_killed_at_any_moment.py"], more)
                told = figures.read_text() if figures.exists() else "no figures"
                return good, f"dice {dice}; {told}"
            case "soak":
                agenda = "thirty-minutes" if short else "two-hour"
                interviews = str(max(3, INTERVIEWS // share))
                return _script("interview_soak.py", "--interviews", interviews, "--agenda", agenda, "--json")
            case "judge":
                return _script("judge_soak.py", "--submissions", str(SUBMISSIONS // share))
            case _:
                factor = max(1, FUZZ // share)
                files = [f"tests/property/{name}" for name in FUZZED]
                search = [sys.executable, str(ROOT / "tools" / "fuzz.py"), "--seconds", str(3 * factor)]
                good = _tests(files, {"HOTSEAT_FUZZ": str(factor)}) and subprocess.run(search, cwd=ROOT).returncode in (
                    0,
                    3,
                )
                return good, f"{factor} times the usual examples, then {3 * factor} s of searching each reader"


def _tests(files: Sequence[str], more: dict[str, str]) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-o", "timeout=0", *files]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **more}).returncode == 0


def _script(name: str, *arguments: str) -> tuple[bool, str]:
    command = [sys.executable, str(ROOT / "benchmarks" / name), *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    rows = done.stdout.strip().splitlines()
    return done.returncode == 0, rows[-1] if rows else "no figures"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    parser.add_argument("--short", action="store_true")
    chosen = parser.parse_args(arguments)
    broken: list[str] = []
    told: list[str] = []
    for part in chosen.parts or PARTS:
        began = time.monotonic()
        good, figures = run(part, chosen.short)
        minutes = (time.monotonic() - began) / 60
        told.append(json.dumps({"part": part, "held": good, "minutes": round(minutes, 1), "figures": figures}))
        print(told[-1], flush=True)
        if not good:
            broken.append(part)
    print("\n".join(("", *told)))
    print(f"Did not hold: {', '.join(broken)}." if broken else "Everything held.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
