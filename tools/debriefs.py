"""Writes docs/debriefs.md: the debriefs of eight rehearsed interviews, with the real kernel and the real judge.

.venv/bin/python tools/debriefs.py              all of them
.venv/bin/python tools/debriefs.py silent-coder some, on standard output
.venv/bin/python tools/debriefs.py --check      whether the page still tells what the quickest of them comes to
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from hotseat.interview.scoring import debrief
from hotseat.interview.state import State
from hotseat.review.history import load
from hotseat.review.scorecard import competencies, signal

PAGE = Path(__file__).parent.parent / "docs" / "debriefs.md"
AGENDA, SEED = "two-hour", 3
SAT = {
    "strong": "Knows the matter, asks, thinks aloud, tests, and hands in code that passes.",
    "average": "Knows the main things, and gets the code right at the second try, with a hint.",
    "silent-coder": "Writes good code and hardly says a word.",
    "theorist": "Explains everything and cannot write it down: no code passes.",
    "wordless-builder": "Builds what was asked and cannot say why it works.",
    "honest-beginner": "Knows little, says so, and asks.",
    "over-confident": "Is right on half of it, wrong on the other half, and sure of both.",
    "keyword-stuffer": "Answers with lists of terms, and hands in code that fails.",
}
"""The candidates, from what one would hire to what one would not, and what each of them does."""
QUICKEST = "keyword-stuffer"
HEAD = f"""# Eight debriefs

What the debrief says at the end of an interview, of eight scripted candidates who differ in what they know and how they work.
All of them sat the same agenda with the same seed (`{AGENDA}`, {SEED}), with the real kernel and the real judge, under a clock
that only the script moves. The page is made by `python tools/debriefs.py`; each interview alone by the command above it.

The signs: ✓ done well, ◐ in part, ✗ not done. In the app, enter on a line goes to the moment that it rests on.
"""
_NUMBER = re.compile(r"\b\d+(?:\.\d+)? (?:ms|s|seconds?|minutes?|MB)\b")


def played(candidate: str, home: str) -> str:
    """The part of the page for one candidate, who sits anew."""
    command = _command(candidate)
    told = subprocess.run(
        [str(Path(sys.executable).parent / "hotseat"), *command, "--json"],
        env={**os.environ, "HOTSEAT_HOME": home, "HOTSEAT_ENGINES": "none"},
        capture_output=True,
        text=True,
    )
    if told.returncode:
        sys.exit(told.stderr)
    state, damage = load(Path(home) / "sessions", json.loads(told.stdout)["session"])
    if damage:
        sys.exit(damage)
    return part(candidate, state)


def _command(candidate: str) -> list[str]:
    return ["rehearse", "--candidate", candidate, "--agenda", AGENDA, "--seed", str(SEED)]


def part(candidate: str, state: State) -> str:
    """The part of the page for one candidate's session."""
    report, command = debrief(state), _command(candidate)
    parts = [f"## {candidate}", f"*{SAT[candidate]}*", f"`{' '.join(['hotseat', *command])}`", *signal(report)]
    return "\n\n".join([*parts, "The scorecard:", competencies(report, brief=True)]) + "\n"


def kept(page: str, candidate: str) -> str:
    """The part of a page for one candidate; empty where it has none."""
    found = re.search(rf"^## {candidate}$.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


def said(part: str) -> list[str]:
    """The lines of a part without what may differ from machine to machine."""
    return [line for row in part.splitlines() if (line := _NUMBER.sub("some time", row).rstrip())]


def check(page: Path, candidate: str) -> int:
    """Whether the page still tells what an interview comes to: 0 where it does, else 1 with the differences."""
    with tempfile.TemporaryDirectory() as home:
        now = said(played(candidate, home))
    then = said(kept(page.read_text(encoding="utf-8"), candidate))
    differences = list(difflib.unified_diff(then, now, str(page), "now", lineterm=""))
    print("\n".join(differences[:60]) or f"The debrief of {candidate} is as it is told in {page}.")
    if differences:
        print("\nWrite the page again: python tools/debriefs.py", file=sys.stderr)
    return 1 if differences else 0


def write(chosen: list[str]) -> None:
    """Let all sit and write the page, or print some."""
    parts: list[str] = []
    with tempfile.TemporaryDirectory() as home:
        for candidate in chosen or SAT:
            parts.append(played(candidate, home))
            print(candidate, file=sys.stderr)
    if chosen:
        print("\n".join(parts))
    else:
        PAGE.write_text("\n".join([HEAD, *parts]), encoding="utf-8")


def main() -> int:
    """Do what was asked for on the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="The eight debriefs of docs/debriefs.md.")
    parser.add_argument("chosen", nargs="*", metavar="candidate", help="only these, on standard output")
    parser.add_argument("--check", action="store_true", help="let the quickest sit again and compare with the page")
    parser.add_argument("--page", type=Path, default=PAGE, help="the page to compare with")
    asked = parser.parse_args()
    if unknown := [name for name in asked.chosen if name not in SAT]:
        parser.error(f"no such candidate: {', '.join(unknown)}; there are {', '.join(SAT)}")
    if asked.check:
        return max(check(asked.page, name) for name in asked.chosen or [QUICKEST])
    write(asked.chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
