"""The app in a real terminal killed without warning, again and again, while somebody types, runs cells and submits.

Each round goes on with ``hotseat resume`` where the round before was killed: it looks whether the screen shows what was kept,
then types into the answer box and the editor, sends, runs, submits and moves on as the dice say, with a word of its own in each
thing typed, so that what becomes of each can be followed. When a word came into sight is noted, and that decides what may be
lost: what is in the conversation never, what is being typed if it came in the last two seconds. ``HOTSEAT_KILLS_APP`` says how
many rounds, ``HOTSEAT_DICE`` how they fall, and ``HOTSEAT_FIGURES`` names a file for what they came to.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
from support.terminal import KEYS, Terminal

from hotseat.interview.decide import HEARTBEAT
from hotseat.interview.engine import replay
from hotseat.interview.state import State

ROUNDS = int(os.environ.get("HOTSEAT_KILLS_APP", "2"))
WORD = re.compile(r"zq\d+x\d+k")
TO_THE_END = "\x1b[1;5F"

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(120 + 60 * ROUNDS),
    pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals here"),
]


def code(word: str) -> str:
    """A cell that prints for three seconds, as a terminal pastes it."""
    rows = (
        "",
        "# %%",
        "import time",
        "for n in range(60):",
        f"    print('{word}', n, flush=True)",
        "    time.sleep(0.05)",
    )
    return "\x1b[200~" + "\n".join(rows) + "\n\x1b[201~"


@dataclass
class Sight:
    """What has come into sight on a screen, and when."""

    seen: dict[str, float] = field(default_factory=dict[str, float])
    """Each word, and when it was first seen anywhere."""
    said: dict[str, float] = field(default_factory=dict[str, float])
    """Each word, and when it was first seen in the conversation."""
    verdict: float = 0.0
    left: str = ""
    """The clock bar, as it was seen last."""

    def look(self, text: str) -> None:
        now = time.monotonic()
        for word in WORD.findall(text):
            self.seen.setdefault(word, now)
        for word in WORD.findall(_conversation(text)):
            self.said.setdefault(word, now)
        if not self.verdict and re.search(r"Checks (✓|✗|PASS|FAIL|ERROR)", text):
            self.verdict = now
        first = text.split("\n", 1)[0]
        if _left(first) is not None:
            self.left = first


def _conversation(text: str) -> str:
    """What stands in the conversation: the left pane above the box for the answer, where it begins with the bar of a turn."""
    rows = text.split("\n")
    end = next((n for n, row in enumerate(rows) if row.startswith("╭─ Your answer")), 0)
    return "\n".join(row[1:54] for row in rows[1:end] if row.startswith("│▌"))


def _left(bar: str) -> int | None:
    """Seconds left, as the clock bar says."""
    found = re.search(r"(?:(\d+):)?(\d+):(\d\d) left", bar)
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3]) if found else None


def _watch(terminal: Terminal, sight: Sight, seconds: float) -> None:
    end = time.monotonic() + seconds
    while (rest := end - time.monotonic()) > 0:
        sight.look(terminal.look(min(rest, 0.05)))


def _act(dice: random.Random, terminal: Terminal, sight: Sight, word: str) -> None:
    """One thing a candidate does; most of it has a word of its own in it."""
    match dice.choice(("say", "half", "half", "code", "code", "cell", "run", "submit", "hint", "stop", "next")):
        case "say":
            terminal.press("f2")
            terminal.type(f"For {word} I would look at the rows first.")
            _watch(terminal, sight, 0.1)
            terminal.press("enter")
        case "half":
            terminal.press("f2")
            terminal.type(f" half a thought of {word} that goes on")
        case "code":
            terminal.press("f3")
            terminal.type(f"{TO_THE_END}{KEYS['enter']}{word} = {dice.randrange(9)} ")
        case "cell":
            terminal.press("f3")
            terminal.type(TO_THE_END + code(word))
            _watch(terminal, sight, 0.2)
            terminal.press("f5")
        case "run":
            terminal.press("f5")
        case "submit":
            terminal.press("f9")
        case "hint":
            terminal.type("\x1bh")
        case "stop":
            terminal.press("f7")
        case _ if dice.random() < 0.4:
            terminal.press("f10")
            _watch(terminal, sight, 0.5)
            if "Move on?" in terminal.text:
                terminal.press("down", "enter")
            elif "This ends" in terminal.text:
                terminal.press("escape")
        case _:
            pass


def _kept(sight: Sight, killed: float, state: State) -> float:
    """Fails where anything is lost that may not be; returns how old the oldest word was that was lost, in seconds."""
    said = letters(" ".join(m.text for m in state.messages))
    typed = letters(" ".join((state.draft, state.amendment, *(q.code for q in state.questions.values()))))
    for word in sight.said:
        assert word in said, f"{word} stood in the conversation and is not in the journal"
    if sight.verdict:
        assert any(s.verdict for s in state.submissions.values()), "a verdict was shown and lost"
    if state.ended:
        return 0.0  # what is typed then goes into the pages after it, such as the reason of a contest
    lost = {word: killed - at for word, at in sight.seen.items() if word not in said + typed}
    old = {word: age for word, age in lost.items() if age > SETTLED}
    assert not old, f"typed and lost, with the seconds each had been in sight: {old}"
    return max(lost.values(), default=0.0)


def _shows_what_was_kept(terminal: Terminal, state: State) -> None:
    """The screen that a resume opens shows what was typed last, in the box and in the editor."""
    if words := WORD.findall(state.draft):
        terminal.until(words[-1])
    code = state.questions[state.current].code if state.current else ""
    if (words := WORD.findall(code)) and not state.paused:
        terminal.press("f3")
        terminal.type(TO_THE_END)
        terminal.until(words[-1])


def _begun(dice: random.Random) -> tuple[str, ...]:
    if dice.random() < 0.5:
        return "interview", "--agenda", "thirty-minutes", "--seed", str(dice.randrange(10_000))
    return "practice", dice.choice(("zscore", "sliding-windows", "binary-auc"))


@pytest.fixture
def came_to() -> Iterator[Counter[str]]:
    """What the rounds come to; written down also where one of them fails."""
    counted: Counter[str] = Counter()
    yield counted
    write_figures(counted)


def test_the_app_killed_at_any_moment_loses_nothing_said_and_two_seconds_of_typing_at_most(
    own_home: Path, came_to: Counter[str]
) -> None:
    own_home.mkdir()
    (own_home / "config.toml").write_text("ask_guess = false\n", "utf-8")
    before: list[dict[str, Any]] = []
    session: Path | None = None
    clock = ""
    oldest = 0.0
    for turn in range(ROUNDS):
        dice = random.Random(f"{DICE}:app:{turn}")
        sight, began = Sight(), time.monotonic()
        ended = [] if session else sessions(own_home)
        told = f"HOTSEAT_DICE={DICE}, round {turn} of the app"
        with Terminal(*(("resume",) if session else _begun(dice)), env={"HOTSEAT_HOME": str(own_home)}) as terminal:
            if turn > 1 and dice.random() < 0.2:  # in the middle of the start
                _watch(terminal, sight, dice.uniform(0.05, 3.0))
            else:
                shown = terminal.until("kernel ready")
                if session:
                    now, then = _left(shown), _left(clock)
                    if now is not None and then is not None and clock[:40] == shown[:40]:
                        gone = time.monotonic() - began
                        assert then - gone - 1 <= now <= then + HEARTBEAT + 1, (
                            f"{clock!r}, then {shown[:120]!r}; {told}"
                        )
                        came_to["clocks compared on the screen"] += 1
                    _shows_what_was_kept(terminal, replay(before))
                else:
                    terminal.type("I am ready.\r")
                end = time.monotonic() + dice.uniform(0.0, 6.0)
                act = 0
                while time.monotonic() < end and terminal.process.isalive():
                    _act(dice, terminal, sight, f"zq{turn}x{act}k")
                    act += 1
                    _watch(terminal, sight, min(dice.expovariate(2.0), max(0.0, end - time.monotonic())))
            sight.look(terminal.text)
            started = started_by(terminal.pid)
            killed = time.monotonic()
            terminal.kill()
        came_to["kills of the app"] += 1
        found = [p for p in sessions(own_home) if p not in ended]
        if not found:
            continue  # it was killed before it had made anything
        session = found[-1]
        now_kept = records(session)
        if not now_kept:
            session, before = None, []
            continue
        told += f", {session}"
        assert now_kept[: len(before)] == before, f"something was overwritten: {told}"
        state = replay(now_kept)
        try:
            oldest = max(oldest, _kept(sight, killed, state))
        except AssertionError as fault:
            raise AssertionError(f"{fault}; {told}") from None
        clock_is_right(state, before[-1]["at"] if before else 0.0, killed - began, told)
        all_gone(started)
        came_to["events acknowledged"] += len(now_kept) - len(before)
        came_to["words typed"] += len(sight.seen)
        came_to["kills while a cell ran"] += state.running_cell is not None
        came_to["kills while the judge was at work"] += state.judging is not None
        came_to["processes that had to end"] += len(started)
        came_to["milliseconds of typing lost at most"] = round(oldest * 1000)
        progress(turn, ROUNDS, came_to)
        before, clock = now_kept, sight.left
        if state.ended:
            session, before = None, []
    assert came_to["events acknowledged"], "nothing was ever acknowledged"
    if ROUNDS >= 50:
        assert came_to["words typed"] > ROUNDS and came_to["kills while a cell ran"], came_to


@pytest.mark.parametrize(
    ("sight", "what"),
    [
        (Sight(said={"zq0x0k": 0.0}), "stood in the conversation"),
        (Sight(seen={"zq0x0k": 0.0}), "typed and lost"),
        (Sight(verdict=1.0), "a verdict was shown and lost"),
    ],
)
def test_what_was_in_sight_and_is_not_in_the_journal_is_noticed(sight: Sight, what: str) -> None:
    with pytest.raises(AssertionError, match=what):
        _kept(sight, SETTLED + 1, State())


def test_what_was_typed_in_the_last_two_seconds_may_be_lost() -> None:
    assert _kept(Sight(seen={"zq0x0k": 10.0}), 11.5, State()) == pytest.approx(1.5)
