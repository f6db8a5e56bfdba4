"""What a killed program leaves behind, and whether that is all it had promised to keep."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import psutil

from hotseat.interview import journal
from hotseat.interview.state import State
from hotseat.review.history import JOURNAL

TORTURE = bool(os.environ.get("HOTSEAT_TORTURE"))
"""Whether there is time for what takes longer."""
DICE = os.environ.get("HOTSEAT_DICE", "1")
SETTLED = 2.0
"""Seconds for which a stream, or an answer that is being typed, may be lost."""
GONE = 10.0
"""Seconds in which every process has ended that the program had started."""


def letters(text: str) -> str:
    """A text without what a screen may have put between its letters."""
    return "".join(re.findall(r"[^\W_]+", text)).lower()


def sessions(home: Path) -> list[Path]:
    """The folders of the sessions that have a journal, oldest first."""
    return sorted(p for p in (home / "sessions").glob("*") if (p / JOURNAL).exists()) if home.exists() else []


def records(session: Path) -> list[dict[str, Any]]:
    """What a session's journal holds, torn at its end or not."""
    found = journal.read(session / JOURNAL)
    assert found.damage is None or found.damage.kind != "broken", found.damage
    return list(found.records)


def started_by(pid: int) -> list[psutil.Process]:
    """What a process has started."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def all_gone(started: list[psutil.Process]) -> None:
    """Fails where one of these processes goes on."""
    _, alive = psutil.wait_procs(started, timeout=GONE)
    left = [p for p in alive if p.status() != psutil.STATUS_ZOMBIE]
    assert not left, f"left over: {left}"


def clock_is_right(state: State, before: float, lasted: float, told: str) -> None:
    """Fails where the clock went back, or on by more than the program ran."""
    assert before <= state.at <= before + lasted + 1, f"the clock: {before}, and {lasted} s later {state.at}; {told}"


def write_figures(came_to: Counter[str]) -> None:
    """Add figures to the file that ``HOTSEAT_FIGURES`` names."""
    if figures := os.environ.get("HOTSEAT_FIGURES"):
        path = Path(figures)
        known: Counter[str] = Counter(json.loads(path.read_text("utf-8"))) if path.exists() else Counter()
        path.write_text(
            json.dumps({**known, **{name: known[name] + count for name, count in came_to.items()}}), "utf-8"
        )


def progress(turn: int, rounds: int, came_to: Counter[str]) -> None:
    """Tell now and then how far it is, where somebody asked for figures."""
    if "HOTSEAT_FIGURES" in os.environ and (turn + 1) % max(1, rounds // 10) == 0:
        print(f"{turn + 1} of {rounds} rounds; {came_to['events acknowledged']} events acknowledged", flush=True)
