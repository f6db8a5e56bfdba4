"""The page of example debriefs: eight of them, in the order of what one would hire, and what it tells is what is said today."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "debriefs.md"
RANK = ("No hire", "Lean no", "Hire", "Strong hire")

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]


def test_there_are_eight_from_a_strong_hire_to_no_hire_each_with_reasons_and_its_command() -> None:
    parts = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert len(parts) == 8
    ranks = [RANK.index(found[1]) for part in parts if (found := re.search(r"^\*\*([^*]+)\.\*\*", part, re.MULTILINE))]
    assert len(ranks) == 8 and ranks == sorted(ranks, reverse=True) and set(ranks) == set(range(4))
    for part in parts:
        name = part.split("\n", 1)[0]
        assert f"`hotseat rehearse --candidate {name} " in part
        assert "What speaks " in part and "- **Coding**: " in part


@pytest.mark.skipif(os.environ.get("HOTSEAT_CONTENT") != "all", reason="sits a two-hour interview: make content does")
def test_the_page_tells_what_a_rehearsal_comes_to_today() -> None:
    command = [sys.executable, str(ROOT / "tools" / "debriefs.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
