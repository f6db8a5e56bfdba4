"""Whole interviews in a row in one process: memory and descriptors stay flat, nothing runs on, no event is lost.

    python benchmarks/interview_soak.py [--interviews 10] [--agenda two-hour] [--json]

Scripted candidates sit the interviews under a virtual clock, with the real kernel and the real judge, in a folder of their own
that is removed in the end. After each the journal is read back from the disk and folded, and held against the state that the
engine ended with. Memory is the resident size of this process after garbage was collected; the first two interviews warm the
caches up. Exits with 1 where memory or descriptors grow by more than 5 %, an event is lost, or a process is left over.

Two speeds are told, each against the clock that the candidates see: in all, and without the time in which the kernel ran or
started or the judge was at work, which no virtual clock shortens.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil

from hotseat.cli.banks import open_bank
from hotseat.cli.drawing import interview_started
from hotseat.cli.heap import keep_together
from hotseat.cli.places import Places
from hotseat.cli.rehearse import play
from hotseat.interview import journal
from hotseat.interview.engine import replay
from hotseat.question_bank.draw import Wanted
from hotseat.review.history import JOURNAL, folder_of

GROWTH = 0.05
WARMING = 2
BEGINS, ENDS = ("cell-run", "submitted"), ("cell-ended", "judged")
OUTSIDE = ("judged", "own-tests-tried", "cell-output", "cell-ended", "kernel-changed")
"""Kinds of events that a process of the candidate's code or of the judge brings."""
CANDIDATES = ("strong", "weak", "silent-coder", "over-confident", "slow")


def seconds_outside(records: Sequence[Mapping[str, Any]]) -> float:
    """For how long, by the wall clock, a session waited for its kernel or its judge."""
    total, running = 0.0, 0
    for before, record in pairwise(records):
        running = max(0, running + (before["kind"] in BEGINS) - (before["kind"] in ENDS))
        if running or record["kind"] in OUTSIDE:
            waited = datetime.fromisoformat(record["wall"]) - datetime.fromisoformat(before["wall"])
            total += waited.total_seconds()
    return total


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interviews", type=int, default=10)
    parser.add_argument("--agenda", default="two-hour")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    keep_together()  # as the app does
    own = psutil.Process()
    memory: list[float] = []
    handles: list[int] = []
    lost = played = events = 0
    outside = 0.0
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hotseat-soak-") as folder:
        here = Places(Path(folder), Path(folder))
        bank = open_bank(here)
        known = [name for name in CANDIDATES if name in bank.candidates] or list(bank.candidates)
        for n in range(chosen.interviews):
            started = interview_started(
                bank, chosen.agenda, seed=n, minutes=None, wanted=Wanted(), persona="warm", seen=[]
            )
            session, state = asyncio.run(play(here, bank, bank.candidates[known[n % len(known)]], started))
            found = journal.read(folder_of(here.sessions, session) / JOURNAL)
            kept = replay(
                [record for record in found.records if record["seq"] <= state.seq]
            )  # then the kernel is stopped
            lost += kept != state or found.damage is not None
            played += round(state.at)
            outside += seconds_outside(found.records)
            events += state.seq
            del found, kept, state, started
            gc.collect()
            memory.append(own.memory_info().rss / (1 << 20))
            handles.append(own.num_fds())
            print(
                f"{n + 1:3} interviews  {memory[-1]:7.1f} MB  {handles[-1]:4} descriptors  "
                f"{len(own.children(recursive=True)):3} processes  {time.monotonic() - began:6.1f} s",
                file=sys.stderr,
                flush=True,
            )
    psutil.wait_procs(own.children(recursive=True), timeout=5)
    left = len(own.children(recursive=True))
    base = min(WARMING, len(memory) - 1)
    grown, more = memory[-1] / memory[base] - 1, handles[-1] / handles[base] - 1
    took = time.monotonic() - began
    figures = {
        "interviews": chosen.interviews,
        "events": events,
        "interviews whose journal differs": lost,
        "memory grown": round(grown, 4),
        "descriptors grown": round(more, 4),
        "processes left": left,
        "times faster than the clock": round(played / took),
        "without kernel and judge": round(played / (took - outside)),
    }
    print(json.dumps(figures) if chosen.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))
    return 1 if lost or left or grown > GROWTH or more > GROWTH else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
