"""A scripted candidate sits the two hours, with the real kernel and the real judge, and leaves a normal session."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from support.terminal import HOTSEAT

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]


def _hotseat(home: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [str(HOTSEAT), *arguments],
        env={"HOTSEAT_HOME": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.in_turn
def test_two_hours_are_rehearsed_and_can_be_reviewed(own_home: Path) -> None:
    code, out, err = _hotseat(
        own_home, "rehearse", "--candidate", "strong", "--agenda", "two-hour", "--seed", "1", "--json"
    )
    assert code == 0, err
    result: dict[str, Any] = json.loads(out)
    assert result["ended"] == "finished"
    assert len(result["questions"]) >= 5
    # A review may be answered in words alone.
    written = [q for q in result["questions"] if q["kind"] == "code" and not q["id"].startswith("review-")]
    assert len(written) >= 3 and {q["verdict"] for q in written} == {"pass"}
    code, out, err = _hotseat(own_home, "review", "--json")
    (row,) = [json.loads(line) for line in out.splitlines()]
    assert (row["id"], row["status"]) == (result["session"], "finished")
    code, out, err = _hotseat(own_home, "review", row["id"], "--transcript")
    assert code == 0
    assert "## Debrief" in out
    assert not any(ord(c) < 32 and c not in "\n\t" for c in out)


@pytest.mark.in_turn
def test_the_same_seed_draws_the_same_interview(own_home: Path) -> None:
    drawn: list[list[str]] = []
    for _ in range(2):
        code, out, err = _hotseat(
            own_home, "rehearse", "--candidate", "walks-away", "--agenda", "thirty-minutes", "--seed", "5", "--json"
        )
        assert code == 0, err
        result = json.loads(out)
        assert result["ended"] == "left"
        drawn.append([q["id"] for q in result["questions"]])
    assert drawn[0] == drawn[1]
