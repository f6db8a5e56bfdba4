"""Writes docs/conversations.md: twelve rehearsed conversations, with the real kernel and the real judge.

.venv/bin/python tools/conversations.py            all of them
.venv/bin/python tools/conversations.py 3 7        some, on standard output
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAT = (
    ("strong", "warm", "thirty-minutes", 3, None),
    ("average", "brisk", "thirty-minutes", 11, None),
    ("honest-beginner", "sceptical", "thirty-minutes", 3, None),
    ("keyword-stuffer", "brisk", "thirty-minutes", 8, None),
    ("silent-coder", "warm", "thirty-minutes", 6, None),
    ("over-confident", "sceptical", "thirty-minutes", 21, None),
    ("asks-aside", "warm", "thirty-minutes", 14, None),
    ("rambler", "brisk", "thirty-minutes", 4, None),
    ("nervous", "warm", "two-hour", 5, 60),
    ("hint-leaner", "sceptical", "two-hour", 2, 60),
    ("average", "warm", "two-hour-with-surprises", 7, None),
    ("strong", "sceptical", "two-hour-with-surprises", 9, None),
)
"""Candidate, interviewer, agenda, seed, and minutes where they are not the agenda's own."""
HEAD = """# Twelve conversations

Each of these was sat by a scripted candidate, with the offline interviewer, the real kernel and the real judge, under a clock
that only the script moves. They are made, all of them, by `python tools/conversations.py`; each alone by the command above it.
"""


def main(chosen: list[int]) -> None:
    """Play them and write the page, or print some."""
    parts = [HEAD]
    with tempfile.TemporaryDirectory() as home:
        for n, (candidate, persona, agenda, seed, minutes) in enumerate(SAT, 1):
            if chosen and n not in chosen:
                continue
            command = [
                "rehearse",
                "--candidate",
                candidate,
                "--persona",
                persona,
                "--agenda",
                agenda,
                "--seed",
                str(seed),
            ]
            command += ["--minutes", str(minutes)] if minutes else []
            told = subprocess.run(
                [str(Path(sys.executable).parent / "hotseat"), *command, "--transcript"],
                env={**os.environ, "HOTSEAT_HOME": home},
                capture_output=True,
                text=True,
            )
            if told.returncode:
                sys.exit(told.stderr)
            shown = " ".join(["hotseat", *command, "--transcript"])
            parts.append(f"## {n}. {candidate}, with {persona}\n\n`{shown}`\n\n{told.stdout.strip()}\n")
            print(f"{n}. {candidate}", file=sys.stderr)
    page = "\n".join(parts)
    if chosen:
        print(page)
    else:
        (ROOT / "docs" / "conversations.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main([int(n) for n in sys.argv[1:]])
