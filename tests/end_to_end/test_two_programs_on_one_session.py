"""Two installed programs on one session: the second may look at it while it goes on, and may not write.

The first notices nothing of it.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

pytest.importorskip("pexpect")
pytest.importorskip("pyte")

from support.killing import records, sessions
from support.terminal import HOTSEAT, Terminal

from hotseat.interview import journal
from hotseat.review.history import JOURNAL

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


@pytest.fixture
def env(own_home: Path) -> Iterator[dict[str, str]]:
    yield {"HOTSEAT_HOME": str(own_home)}
    left = [p for p in psutil.process_iter(["cmdline"]) if str(own_home) in " ".join(p.info["cmdline"] or ())]
    assert not left, f"processes were left over: {left}"


@pytest.mark.in_turn
def test_the_second_app_looks_on_while_the_first_writes_and_goes_on_once_the_first_was_killed(
    own_home: Path, env: dict[str, str]
) -> None:
    with Terminal("practice", "zscore", env=env) as first:
        first.until("kernel ready")
        first.type("I would look at the spread first.\r")
        first.until("You ")
        first.type("Half a thou")
        (folder,) = sessions(own_home)
        with Terminal("resume", env=env) as second:
            second.until("This session is open elsewhere")
            second.until(f"process {first.process.pid}")
            second.press("enter")
            second.until(f"Read only: open in process {first.process.pid}.")
            second.until("I would look at the spread first.")
            second.type("m")
            second.until("Set a bookmark")
            second.press("enter")
            second.until("Nothing can be added")
            first.type("ght was finished.\r")  # while it is being looked at
            second.until("Half a thought was finished.")
            first.press("f3")
            first.type("\x1b[1;5F\x1b[200~\n# %%\nprint('seen by', 'both')\n\x1b[201~")
            first.press("f5")
            first.until("seen by both")
            second.until("seen by both")
            held = records(folder)
            assert [r["seq"] for r in held] == list(range(1, len(held) + 1))
            assert not any(r["kind"] in ("session-resumed", "bookmark-set") for r in held)
            first.kill()
            second.until("It is closed there now.")
            second.until(f"hotseat resume {folder.name}")
            second.press("escape")
            second.until("Continue")
            second.type("c")
            second.until("kernel ready")
            second.until("Half a thought was finished.")
            second.kill()
    assert any(r["kind"] == "session-resumed" for r in records(folder))


@pytest.mark.long
def test_the_second_in_plain_lines_looks_on_tells_what_is_added_and_leaves_the_journal_as_it_is(
    own_home: Path, env: dict[str, str]
) -> None:
    with Terminal("practice", "sampling-diagonal", env=env) as first:
        first.until("Your answer")
        first.until(lambda text: "Interviewer" in text and bool(sessions(own_home)))
        (folder,) = sessions(own_home)
        second = subprocess.Popen(
            [str(HOTSEAT), "resume", "--plain"],
            env={**os.environ, **env, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert second.stdin is not None and second.stdout is not None
        second.stdin.write("2\n")
        second.stdin.flush()
        said = ""
        while "where tells" not in said:
            said += (row := second.stdout.readline())
            assert row, said
        first.type("It ignores every correlation.\r")
        _recorded(folder, "It ignores every correlation.")
        rest, _ = second.communicate("where\ntalk\nbookmark here\n\n", timeout=60)
        said += rest
        assert second.returncode == 0
        assert f"is open in process {first.process.pid}, and only one program may write it" in said
        assert "added since" in said and "It ignores every correlation." in said
        assert "Nothing can be added to a session that is open elsewhere." in said
        before = (folder / JOURNAL).read_bytes()
        assert journal.owner(folder / JOURNAL) == first.process.pid
        first.type("And it is cheap.\r")
        _recorded(folder, "And it is cheap.")
        assert (folder / JOURNAL).read_bytes().startswith(before)
        first.kill()


def _recorded(folder: Path, text: str, seconds: float = 20) -> None:
    """Wait until the journal holds a text."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if text in (folder / JOURNAL).read_text("ascii"):
            return
        time.sleep(0.02)
    raise AssertionError(f"{text!r} was not recorded")
