"""The installed program killed without warning, again and again: what it had shown is kept, and it can always be gone on with.

Each round goes on with the session of the round before and does what the dice say: it talks, types half an answer, writes code,
runs it, submits, asks for a hint, moves on; then the program is killed with SIGKILL, with cells and submissions in flight. What
had been shown by then must be in the journal. ``HOTSEAT_KILLS`` says how many rounds, ``HOTSEAT_DICE`` how they fall, and
``HOTSEAT_FIGURES`` names a file for what they came to.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest

pytest.importorskip("pexpect")
pytest.importorskip("pyte")

from support.killing import (
    DICE,
    SETTLED,
    all_gone,
    clock_is_right,
    letters,
    progress,
    records,
    sessions,
    started_by,
    write_figures,
)
from support.terminal import HOTSEAT

from hotseat.interview.engine import replay
from hotseat.interview.state import State

ROUNDS = int(os.environ.get("HOTSEAT_KILLS", "3"))
HALF = "half a sentence that goes on"
ROLES = ("Note", "Interviewer", "You", "Output", "Checks", "Clock", "Code", "Choice", "Debrief")
FENCE, AS_CODE = re.compile(r"(?m)^ *(```|~~~).*$"), re.compile(r"(?m)^.*\bCode, \d+ lines?:$")

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(120 + 60 * ROUNDS),
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here"),
]


@dataclass
class Block:
    """What was shown at one time: a role and its text."""

    at: float
    role: str
    text: str

    @property
    def letters(self) -> str:
        return letters(self.text)


@dataclass
class Program:
    """The program in plain lines, through pipes."""

    home: Path
    arguments: tuple[str, ...]
    blocks: list[Block] = field(default_factory=list[Block])
    whole: bool = True
    """Whether the last row that was written had its end."""

    def __post_init__(self) -> None:
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [str(HOTSEAT), *self.arguments, "--plain"],
            env={**os.environ, "HOTSEAT_HOME": str(self.home), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for raw in self.process.stdout:
            self.whole = raw.endswith(b"\n")
            row = raw.decode("utf-8", "replace").rstrip("\n")
            role, colon, rest = row.partition(": ")
            if colon and role in ROLES:
                self.blocks.append(Block(time.monotonic(), role, rest))
            elif self.blocks:
                self.blocks[-1].text += f"\n{row.strip()}"

    def type(self, text: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(text.encode())
        self.process.stdin.flush()

    def shows(self, role: str, seconds: float, text: str = "") -> bool:
        """Wait until something of this role is shown; returns whether it was."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if any(b.role == role and text in b.text for b in self.blocks):
                return True
            if self.process.poll() is not None:
                return False
            time.sleep(0.02)
        return False

    def kill(self) -> tuple[float, list[psutil.Process]]:
        """End it as a crash would; returns when, and what it had started."""
        started = started_by(self.process.pid)
        at = time.monotonic()
        self.process.kill()
        self.process.wait()
        self._reader.join(10)
        return at, started


def _code(mark: str) -> str:
    return (
        "/write\n# %%\nimport time\n"
        f"for n in range(60):\n    print('{mark}', n, flush=True)\n    time.sleep(0.05)\n# %%\nprint('{mark} done')\n.\n"
    )


def _act(dice: random.Random, program: Program, mark: str) -> None:
    """One thing a candidate does."""
    match dice.choice(("say", "say", "half", "code", "run", "run", "submit", "hint", "time", "repeat", "next")):
        case "say":
            program.type(f"In {mark} I would look at the rows first, then fit something simple and compare.\n\n")
        case "half":  # the second row asks for it to be told, which shows that it was taken in
            program.type(f"{mark} is {HALF}\n/draft\n")
        case "code":
            program.type(_code(mark))
        case "next":
            if dice.random() < 0.3:
                program.type("/next now\n")
        case word:
            program.type(f"/{word}\n")


def _kept_whole(program: Program, killed: float, state: State) -> None:
    """All that had been shown is in the state that the journal adds up to."""
    # Plain lines say "Code, 1 line:" where the text has a fence.
    said = letters("\n".join(FENCE.sub("", m.text) for m in state.messages if m.who == "interviewer"))
    own = letters(" ".join(m.text for m in state.messages if m.who == "candidate"))
    printed = letters(json.dumps([list(c.outputs) for c in state.cells.values()]))
    shown = program.blocks if program.whole else program.blocks[:-1]
    for place, block in enumerate(shown):
        match block.role:
            case "Interviewer":
                assert letters(AS_CODE.sub("", block.text)) in said, f"said and lost: {block.text!r}"
            case "You" if HALF in block.text:
                if killed - block.at > SETTLED and not state.ended:
                    assert letters(HALF) in own + letters(state.draft), f"half an answer was lost: {block.text!r}"
            case "You" if not block.text.startswith(("/", "(")):
                if any(later.role == "Interviewer" for later in shown[place + 1 :]):
                    # Rows that no empty line has sent yet, as of code where none is asked for, are a draft.
                    assert block.letters in own + letters(state.draft), f"answered and lost: {block.text!r}"
            case "Output" if killed - block.at > SETTLED:
                for row in block.text.split("\n"):
                    if row.startswith("round"):
                        assert letters(row) in printed, f"printed and lost: {row!r}"
            case "Checks" if re.match(r"(PASS|FAIL|ERROR|TIME)\b", block.text):
                assert any(s.verdict for s in state.submissions.values()), "a verdict was shown and lost"
            case _:
                pass


@pytest.fixture
def home(own_home: Path) -> Iterator[Path]:
    yield own_home


@pytest.fixture
def came_to() -> Iterator[Counter[str]]:
    """What the rounds come to; written down also where one of them fails."""
    counted: Counter[str] = Counter()
    yield counted
    write_figures(counted)


def test_what_was_shown_is_kept_and_the_session_goes_on_whenever_the_program_is_killed(
    home: Path, came_to: Counter[str]
) -> None:
    before: list[dict[str, Any]] = []
    session: Path | None = None
    for turn in range(ROUNDS):
        dice = random.Random(f"{DICE}:{turn}")
        ended = [] if session else sessions(home)
        if session is None:
            program = Program(home, ("interview", "--agenda", "thirty-minutes", "--seed", str(dice.randrange(10_000))))
        else:
            program = Program(home, ("resume", session.name))
        if dice.random() < 0.2:  # in the middle of the start
            time.sleep(dice.uniform(0.05, 2.5))
        else:
            assert program.shows("Clock", 60), (turn, program.blocks)
            if session is None:
                program.type("ready\n\n")
            end = time.monotonic() + dice.uniform(0.0, 6.0)
            while time.monotonic() < end and program.process.poll() is None:
                _act(dice, program, f"round {turn}")
                time.sleep(min(dice.expovariate(2.0), max(0.0, end - time.monotonic())))
        killed, started = program.kill()
        wall = killed - program.began
        came_to["kills in plain lines"] += 1
        found = [p for p in sessions(home) if p not in ended]
        if not found:
            continue  # It was killed before it had shown anything.
        session = found[-1]
        kept = records(session)
        if not kept:
            assert not any(b.role == "Interviewer" for b in program.blocks), "shown before it was kept"
            session = None
            continue
        told = f"HOTSEAT_DICE={DICE}, round {turn}, {session}"
        assert kept[: len(before)] == before, f"something was overwritten: {told}"
        state = replay(kept)
        _kept_whole(program, killed, state)
        clock_is_right(state, before[-1]["at"] if before else 0.0, wall, told)
        all_gone(started)
        came_to["events acknowledged"] += len(kept) - len(before)
        came_to["kills while a cell ran"] += state.running_cell is not None
        came_to["kills while the judge was at work"] += state.judging is not None
        came_to["processes that had to end"] += len(started)
        progress(turn, ROUNDS, came_to)
        before = kept
        if state.ended:
            session, before = None, []
    if ROUNDS >= 100:
        assert came_to["kills while a cell ran"] and came_to["kills while the judge was at work"], came_to


@pytest.mark.parametrize("role", ["Interviewer", "You", "Output", "Checks"])
def test_what_is_shown_and_not_in_the_journal_is_noticed(role: str) -> None:
    program = object.__new__(Program)
    text = {"Output": "round 1 done", "Checks": "PASS, 3 of 3 checks"}.get(role, "Something that was said")
    program.blocks, program.whole = [Block(0.0, role, text), Block(0.0, "Interviewer", "")], True
    with pytest.raises(AssertionError, match="lost"):
        _kept_whole(program, SETTLED + 1, State())
