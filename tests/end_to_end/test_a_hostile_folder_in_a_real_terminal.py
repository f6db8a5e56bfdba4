"""Every byte that the installed program writes to a terminal, over a folder in which everything tries something."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pexpect")
pytest.importorskip("pyte")

from support.hostile import foreign
from support.hostile_home import furnish
from support.terminal import Terminal

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


@pytest.mark.in_turn
def test_no_byte_of_a_session_a_pack_a_plan_or_a_friend_steers_the_terminal(own_home: Path) -> None:
    furnish(own_home)
    with Terminal(env={"HOTSEAT_HOME": str(own_home)}, columns=100, rows=30) as screen:
        screen.until("B tells which")
        screen.type("b")
        screen.until("unknown key")  # a long path may be broken in two
        screen.press("escape")
        screen.until(lambda text: "What is wrong" not in text)
        screen.type("p")
        screen.until("Type to narrow")
        screen.type("Tries")
        screen.until("exe.gpj")
        screen.press("down")
        screen.press("escape")
        screen.until("L shows the plan")
        screen.type("l")
        screen.until("Interview on")
        screen.press("escape")
        screen.until("L shows the plan")
        screen.type("r")
        screen.until("2 sessions")
        screen.type("/")
        screen.type("turned")
        screen.until("lrow")
        screen.press("escape")
        screen.until("looks for words and filters")
        screen.press("down", "enter")
        screen.until("Hire signal")
        for _ in range(16):
            screen.press("down")
        screen.until("alert(1)")
        screen.type("t")
        screen.until("file:///etc/passwd")
        screen.type("p")
        screen.until(lambda text: "Timeline" in text and "Debrief" not in text)
        for _ in range(8):
            screen.type(".")
        for pane in "123456":
            screen.type(pane)
        screen.until("javascript")
        screen.press("ctrl+q")
        screen.ended()
        assert foreign(bytes(screen.raw)) == []
        # The program sets its own modes as it begins, and gives the terminal back once.
        assert screen.raw.rfind(b"\x1b[?1003h") < 1_000 and screen.raw.count(b"\x1b[?1049l") == 1
