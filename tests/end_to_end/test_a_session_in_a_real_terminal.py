"""The installed program in a real pseudo-terminal, with the real kernel and the real judge."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

pytest.importorskip("pexpect")
pytest.importorskip("pyte")

from support.terminal import HOTSEAT, Terminal

from hotseat.review.history import JOURNAL

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

RIGHT = (
    "# %%\\n"
    "def zscore(x):\\n"
    "    spread = x.std()\\n"
    "    return (x - x.mean()) / spread if spread > 0 else np.zeros_like(x, dtype=float)\\n"
)


def _env(home: Path) -> dict[str, str]:
    return {"HOTSEAT_HOME": str(home)}


def _sessions(home: Path) -> list[dict[str, Any]]:
    done = subprocess.run(
        [str(HOTSEAT), "review", "--json"], env={**_env(home)}, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def home(own_home: Path) -> Iterator[Path]:
    yield own_home
    left = [p for p in psutil.process_iter(["cmdline"]) if str(own_home) in " ".join(p.info["cmdline"] or ())]
    assert not left, f"processes were left over: {left}"


def _empty(terminal: Terminal) -> None:
    """Delete all code; a paste sent before that is done would be deleted with it."""
    terminal.press("f3", "ctrl+a", "delete")
    terminal.until("cell 1 of 1")


def _leave(terminal: Terminal) -> None:
    """From the debrief home, and out."""
    terminal.press("escape")
    terminal.until("the whole course")
    terminal.press("ctrl+q")
    assert terminal.ended() == 0


def _paste(terminal: Terminal, text: str) -> None:
    """Paste as a terminal does, so that the editor indents nothing by itself."""
    terminal.type("\x1b[200~" + text.replace("\\n", "\n") + "\x1b[201~")


@pytest.mark.in_turn
def test_practice_from_the_start_to_the_debrief_killed_and_resumed_on_the_way(home: Path) -> None:
    with Terminal("practice", "zscore", env=_env(home)) as t:
        t.until("kernel ready")
        t.until("zscore")
        t.type("What should come back for a constant input?")
        t.press("enter")
        t.until(lambda text: text.count("Interviewer") >= 2)
        _empty(t)
        _paste(t, RIGHT + "\\n# %%\\nprint('seen by', 'the kernel')\\n")
        t.until("seen by")
        t.press("f6")
        t.until("seen by the kernel")
        t.kill()
    (row,) = _sessions(home)
    assert row["status"] == "open"
    with Terminal("resume", env=_env(home)) as t:
        t.until("kernel ready")
        text = t.until("seen by the kernel")
        assert "def zscore" in text
        t.press("f9")
        t.until("Your guess, before the score")
        t.type("90")
        t.press("enter")
        t.until("You guessed 90; it came to 100")
        t.until("PASS")
        t.until("follow-up")
        t.until(lambda text: "saved" in text)
        t.press("f10")
        t.until("This ends the practice")
        t.press("down")
        t.press("enter")
        t.until("ended")
        t.press("f10")
        t.until("What you said of it")
        _leave(t)
    (row,) = _sessions(home)
    assert row["questions"] == ["zscore"]
    assert row["verdicts"] == ["pass"]


@pytest.mark.in_turn
def test_a_half_typed_answer_and_a_half_typed_amendment_survive_a_kill(home: Path) -> None:
    with Terminal("practice", "sampling-diagonal", env=_env(home)) as t:
        t.until("Your answer")
        t.until("Interviewer")
        t.type("It ignores every correlation between the columns.")
        t.press("enter")
        t.until("You ")
        t.type("Half a thou")
        t.until("Half a thou")
        _drafted(home, "Half a thou")
        t.kill()
    with Terminal("resume", env=_env(home)) as t:
        t.until("Half a thou")
        t.press("alt+up")
        t.until("Amending what you said")
        t.type(" And it is cheap.")
        t.until("And it is cheap.")
        _drafted(home, " And it is cheap.")
        t.kill()
    with Terminal("resume", env=_env(home)) as t:
        t.until("Amending what you said")
        t.until("And it is cheap.")
        t.press("enter")
        t.until("amended")
        t.until("Half a thou")
        t.press("ctrl+q")
        t.until("Leave for now")
        t.press("down", "enter")
        t.until("the whole course")
        t.press("ctrl+q")
        assert t.ended() == 0


def test_the_own_editor_has_the_terminal_and_gives_it_back(home: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho EDITOR-OPEN\nread line\necho "$line" >> "$1"\n', encoding="utf-8")
    editor.chmod(0o700)
    with Terminal("practice", "sampling-diagonal", env={**_env(home), "VISUAL": str(editor)}) as t:
        t.until("Your answer")
        t.until("Interviewer")
        t.type("In the box")
        t.until("In the box")
        t.type("\x05")
        t.until("EDITOR-OPEN")
        t.type("typed outside\r")
        text = t.until("typed outside")
        t.until("Your answer")
        text = t.until("typed outside")
        assert "In the box" in text
        t.press("enter")
        t.until("You ")
        t.kill()


def _drafted(home: Path, text: str, seconds: float = 10) -> None:
    """Wait until the journal holds a draft's last words."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        lines = [line for path in home.rglob(JOURNAL) for line in path.read_text(encoding="ascii").splitlines()]
        drafts = [line for line in lines if '"answer-drafted"' in line]
        typed = "".join(found[1] for line in drafts if (found := re.search(r'"text":"([^"]*)"', line)))
        if typed.endswith(text):
            return
    raise AssertionError(f"no draft with {text!r} was written")


def test_a_short_interview_through_every_section(home: Path) -> None:
    with Terminal("interview", "--agenda", "thirty-minutes", "--seed", "4", env=_env(home)) as t:
        t.until("kernel ready")
        t.type("I am ready.")
        t.press("enter")
        t.until("Deep dive")
        t.type("I would first ask what the data looks like, and then weigh the options.")
        t.press("enter")
        t.until("I would first ask")
        t.press("f10")
        t.until("Pair programming")
        _empty(t)
        _paste(t, "# %%\\nprint(6 * 7, 'from the kernel')\\n")
        t.until("from the kernel")
        t.press("f5")
        t.until("42 from the kernel")
        t.press("f9")
        t.until(lambda text: "FAIL" in text or "ERROR" in text)
        t.press("f2", "f10")
        t.until("Your questions")
        t.type("Which tools does the team use?")
        t.press("enter")
        t.until(lambda text: text.count("You ") >= 1 and "tools" in text)
        t.type("That is all, no more questions.")
        t.press("enter")
        t.until("ended")
        t.press("f10")
        t.until("Coding")
        _leave(t)
    (row,) = _sessions(home)
    assert row["status"] == "finished"


def test_no_terminal_means_a_sentence_and_plain_lines(home: Path) -> None:
    done = subprocess.run([str(HOTSEAT)], env=_env(home), capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0
    assert done.stderr == "Standard input is no terminal, so this goes on in plain lines, as with --plain.\n"
    assert done.stdout.startswith("Note: Hotseat, an interview in plain lines.")


def test_a_terminal_that_goes_away_ends_the_program_and_its_kernel_and_keeps_the_session(home: Path) -> None:
    ours, theirs = os.openpty()
    program = subprocess.Popen(
        [str(HOTSEAT), "practice", "zscore"],
        env={**os.environ, **_env(home), "TERM": "xterm-256color"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    said = b""
    while b"kernel ready" not in said:
        said += os.read(ours, 1 << 16)
    os.close(ours)  # nobody sends a signal: the terminal is not the program's controlling one
    program.wait(60)
    assert [row["status"] for row in _sessions(home)] == ["open"]
