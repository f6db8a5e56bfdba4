"""The page of rehearsed conversations tells what the program says today."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "conversations.md"

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


def _check(page: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tools" / "conversations.py"), "--check", "--page", str(page)]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.mark.long
def test_the_page_of_conversations_is_not_out_of_date() -> None:
    done = _check(PAGE)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.in_turn
def test_a_page_with_other_words_is_found_out_and_one_with_other_times_is_not(tmp_path: Path) -> None:
    """Told on one conversation as it is played now, so that it holds whatever the page says."""
    tool = [sys.executable, str(ROOT / "tools" / "conversations.py")]
    now = subprocess.run([*tool, "4"], capture_output=True, text=True, check=True).stdout
    page = tmp_path / "conversations.md"
    page.write_text(now.replace("**00:16 ", "**00:19 "))
    assert _check(page).returncode == 0
    page.write_text(now.replace("Interviewer:** ", "Interviewer:** Well, ", 1))
    done = _check(page)
    assert done.returncode == 1
    assert "Well, " in done.stdout
    page.write_text("# Nothing\n")
    assert _check(page).returncode == 1
