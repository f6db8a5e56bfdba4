"""Spoken answers in a real pseudo-terminal, on the screen and in plain lines, with a stand-in for the speech-to-text command."""

from __future__ import annotations

import re
from pathlib import Path

import psutil
import pytest
from support.speech import THIS
from support.speech import command as speech
from support.terminal import Terminal

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
DICTATE = "\x1bw"
SAID = re.compile(r"You  \d+:\d\d")
"""How the conversation heads what the candidate said."""


def _env(home: Path) -> dict[str, str]:
    return {"HOTSEAT_HOME": str(home)}


def _speaking() -> list[psutil.Process]:
    return [p for p in psutil.process_iter(["cmdline"]) if str(THIS) in (p.info["cmdline"] or ())]


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_what_is_spoken_lands_in_the_box_and_is_sent_by_enter_alone(
    own_home: Path, tmp_path: Path, columns: int, rows: int
) -> None:
    ready = tmp_path / "ready"
    command = speech("record", "It ignores every correlation.", str(ready))
    with Terminal(
        "practice", "sampling-diagonal", "--dictate", command, env=_env(own_home), columns=columns, rows=rows
    ) as t:
        t.until("kernel ready")
        t.type(DICTATE)
        t.until("● recording 0:01")
        t.until("alt+w stop · esc throw it away")
        t.until(lambda _: ready.exists())
        t.type(DICTATE)
        text = t.until("It ignores every correlation.")
        assert not SAID.search(text), "nothing is sent by itself"
        t.press("enter")
        t.until(lambda text: SAID.search(text) is not None)
        t.kill()


def test_a_recording_ends_with_the_app_even_when_that_is_killed(own_home: Path) -> None:
    with Terminal("practice", "sampling-diagonal", env={**_env(own_home), "HOTSEAT_DICTATE": speech("deaf")}) as t:
        t.until("kernel ready")
        t.type(DICTATE)
        t.until("● recording 0:01")
        assert _speaking()
        t.kill()
        _, left = psutil.wait_procs(_speaking(), timeout=10)
        assert not left


def test_in_plain_lines_enter_ends_the_recording_and_a_file_can_be_heard(own_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "my answer.wav"
    file.write_text("from a file", encoding="utf-8")
    ready = tmp_path / "ready"
    options = ("practice", "sampling-diagonal", "--plain", "--dictate")
    with Terminal(*options, speech("record", "spoken words", str(ready)), env=_env(own_home)) as t:
        t.until(lambda text: text.rstrip().endswith("You:"))
        t.type("/dictate\r")
        t.until(lambda text: text.rstrip().endswith("Recording:") and ready.exists())
        t.type("\r")
        t.until("You: spoken words")
        t.until("That was heard, and is not sent.")
        t.type("/quit now\r")
        assert t.ended() == 0
    with Terminal("resume", "--plain", "--dictate", speech("hear", "{file}"), env=_env(own_home)) as t:
        t.until("That is your unsent answer.")
        t.type(f"/dictate {file}\r")
        t.until("file my answer.wav: from a file")
        t.type("/quit now\r")
        assert t.ended() == 0


def test_a_command_that_is_not_there_is_told_before_anything_begins(own_home: Path) -> None:
    with Terminal("practice", "zscore", "--dictate", "no-such-program", env=_env(own_home)) as t:
        t.until("there is no such program")
        assert t.ended() == 2
    assert not [*own_home.glob("sessions/*")]
