"""How quick the review is with 10,000 sessions: the index made, the list opened, words found, the charts counted.

    python benchmarks/review.py [--sessions 10000] [--repeats 20] [--folder FOLDER]

Sessions are made by ``made_sessions.py`` in a temporary folder, or in FOLDER, where they are kept for the next run. Times are
medians with the slowest beside them, and each is told as a share of what it would take without an index in the same run:
``all read``, every journal read as JSON, and ``all scanned``, a word looked for in the bytes of every journal.

index made       every journal read, scored and written into an index that was not there
list opens       a new index object opens the file, counts the sessions and gives the first page
known fresh      the folder is looked at: every journal's size and time; none had changed
one changed      the same where one journal has changed, which is read again
search           the newest 50 sessions with the words, a snippet each; what is searched for is told
charts           what all charts are made from
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from made_sessions import RARE, make

from hotseat.review.charts import standings, weeks
from hotseat.review.history import JOURNAL
from hotseat.review.index import SessionIndex
from hotseat.review.search import search
from hotseat.review.wishes import read_wish

PAGE = 100
SEARCHES = (
    ("a word in one session", RARE.format(n=5)),
    ("a word in most", "fifefe*"),
    ("a word in all", "data"),
    ("two words in all", "data model"),
    ("words in a row", '"the data"'),
    ("a beginning", "quixotic12*"),
    ("a common beginning", "ba*"),
    ("a word nowhere", "zebra"),
    ("filters and a word in all", "topic:sql mode:practice data"),
    ("a day and a word in all", "since:2025-03 until:2025-03 data"),
    ("a rare filter and a word", "state:open question:zscore data"),
)


def timed(what: Callable[[], Any]) -> float:
    """Seconds that one call takes."""
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def main() -> int:
    """Measure, and print a line a figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sessions", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--folder", type=Path)
    wishes = parser.parse_args()
    folder = wishes.folder or Path(tempfile.mkdtemp(prefix="review-"))
    try:
        if not (folder / "sessions").exists():
            make(folder / "sessions", wishes.sessions)
        measure(folder, wishes.repeats)
    finally:
        if wishes.folder is None:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def measure(folder: Path, repeats: int) -> None:
    """Print the figures for the sessions in a folder."""
    root, cache = folder / "sessions", folder / "cache"
    journals = sorted(root.glob(f"*/{JOURNAL}"))
    size = sum(path.stat().st_size for path in journals)
    print(f"{len(journals):,} sessions, {size / 1e6:,.0f} MB, {os.cpu_count()} processors, medians of {repeats}")
    read = timed(lambda: [_read(path) for path in journals])
    scanned = timed(lambda: [b"zebra" in path.read_bytes() for path in journals])
    print(f"all read {read:8.1f} s    all scanned {scanned:8.1f} s")
    shutil.rmtree(cache, ignore_errors=True)
    index = SessionIndex(cache, root)
    made = timed(index.refresh)
    kept = sum(path.stat().st_size for path in cache.iterdir())
    print(f"index made      {made:8.1f} s   {made / read:6.2f} of all read   {kept / 1e6:,.0f} MB")

    def opened() -> None:
        fresh = SessionIndex(cache, root)
        total, rows = fresh.page(count=PAGE)
        assert total == len(journals) and len(rows) == min(PAGE, total)
        fresh.close()

    _tell("list opens", opened, repeats, read, "all read", 200)
    _tell("known fresh", index.refresh, repeats, read, "all read", 0)
    path, data = journals[-1], journals[-1].read_bytes()
    lines = data.splitlines(keepends=True)

    def change() -> None:
        path.write_bytes(b"".join(lines[:-1]) if path.stat().st_size == len(data) else data)
        index.refresh()

    _tell("one changed", change, repeats, read, "all read", 0)
    path.write_bytes(data)
    index.refresh()
    for name, typed in SEARCHES:
        wish = read_wish(typed)
        _tell(f"search, {name}", lambda wish=wish: search(index, wish), repeats, scanned, "all scanned", 50)
    _tell("list narrowed", lambda: index.page(read_wish("two hours"), count=PAGE), repeats, read, "all read", 50)

    def drawn() -> None:
        sittings = index.sittings()
        weeks(sittings)
        standings(sittings)

    _tell("charts", drawn, repeats, read, "all read", 0)
    index.close()


def _tell(name: str, what: Callable[[], Any], repeats: int, base: float, called: str, goal: int) -> None:
    what()
    times = sorted(timed(what) for _ in range(repeats))
    middle = statistics.median(times)
    told = f"   (goal {goal} ms)" if goal else ""
    print(f"{name:34} {middle * 1e3:8.1f} ms, at most {times[-1] * 1e3:8.1f}   {middle / base:9.6f} of {called}{told}")


def _read(path: Path) -> None:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            json.loads(line)


if __name__ == "__main__":
    sys.exit(main())
