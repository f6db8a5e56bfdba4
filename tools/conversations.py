"""Writes docs/conversations.md: twelve rehearsed conversations, with the real kernel and the real judge.

.venv/bin/python tools/conversations.py            all of them
.venv/bin/python tools/conversations.py 3 7        some, on standard output
.venv/bin/python tools/conversations.py --check    whether the page still tells what is said, by the quickest of them
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "conversations.md"
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


QUICKEST = 4
"""The conversation that is played again by ``--check``: half an hour, and the fewest runs and submissions."""
_WHEN = re.compile(r"\*\*\d+:\d\d (\w+)")
_NUMBER = re.compile(r"\b\d+(?:\.\d+)? (?:ms|s|seconds?|minutes?|MB)\b")


def played(n: int, home: str) -> str:
    """The part of the page for one conversation, sat anew."""
    candidate, persona, agenda, seed, minutes = SAT[n - 1]
    command = ["rehearse", "--candidate", candidate, "--persona", persona, "--agenda", agenda, "--seed", str(seed)]
    command += ["--minutes", str(minutes)] if minutes else []
    told = subprocess.run(
        [str(Path(sys.executable).parent / "hotseat"), *command, "--transcript"],
        env={**os.environ, "HOTSEAT_HOME": home, "HOTSEAT_ENGINES": "none"},
        capture_output=True,
        text=True,
    )
    if told.returncode:
        sys.exit(told.stderr)
    shown = " ".join(["hotseat", *command, "--transcript"])
    return f"## {n}. {candidate}, with {persona}\n\n`{shown}`\n\n{told.stdout.strip()}\n"


def kept(page: str, n: int) -> str:
    """The part of a page for one conversation; empty where it has none."""
    found = re.search(rf"^## {n}\. .*?(?=^## {n + 1}\. |\Z)", page, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


def said(part: str) -> list[str]:
    """The lines of a conversation without what may differ from machine to machine: when it was said, how long it took."""
    lines = (_NUMBER.sub("some time", _WHEN.sub(r"**\1", line)).rstrip() for line in part.splitlines())
    return [line for line in lines if line]


def check(page: Path, n: int) -> int:
    """Whether the page still tells what is said in a conversation: 0 where it does, else 1 with the differences."""
    with tempfile.TemporaryDirectory() as home:
        now = said(played(n, home))
    differences = list(
        difflib.unified_diff(said(kept(page.read_text(encoding="utf-8"), n)), now, str(page), "now", lineterm="")
    )
    print("\n".join(differences[:60]) or f"Conversation {n} is as it is told in {page}.")
    if differences:
        print("\nWrite the page again: python tools/conversations.py", file=sys.stderr)
    return 1 if differences else 0


def write(chosen: list[int]) -> None:
    """Play all conversations and write the page, or print some."""
    parts = [HEAD]
    with tempfile.TemporaryDirectory() as home:
        for n in chosen or range(1, len(SAT) + 1):
            parts.append(played(n, home))
            print(f"{n}. {SAT[n - 1][0]}", file=sys.stderr)
    page = "\n".join(parts)
    if chosen:
        print(page)
    else:
        PAGE.write_text(page, encoding="utf-8")


def _number(text: str) -> int:
    if text not in {str(n) for n in range(1, len(SAT) + 1)}:
        raise argparse.ArgumentTypeError(f"there are conversations 1 to {len(SAT)}, and no {text}")
    return int(text)


def main() -> int:
    """Do what was asked for on the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="The twelve rehearsed conversations of docs/conversations.md.")
    parser.add_argument("chosen", nargs="*", type=_number, metavar="n", help="only these, on standard output")
    parser.add_argument("--check", action="store_true", help="play the quickest again and compare it with the page")
    parser.add_argument("--page", type=Path, default=PAGE, help="the page to compare with")
    asked = parser.parse_args()
    if asked.check:
        return max(check(asked.page, n) for n in asked.chosen or [QUICKEST])
    write(asked.chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
