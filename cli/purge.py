"""``hotseat data purge``: deletes one session, those before a day, or all; it says exactly what goes and asks first.

Links are never followed, and only what Hotseat itself keeps is touched: what else lies in its folders stays.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hotseat import harmless
from hotseat.cli.data import amount, size_of
from hotseat.cli.places import Places
from hotseat.cli.sessions import check_known
from hotseat.cli.trouble import CHECK_FAILED, OK, give, is_tty, say, wrong_use
from hotseat.interview import disk

MOST_LISTED = 20
"""Sessions that are told one by one; of more the first and the last are."""


def purge(here: Places, session: str | None, before: str | None, *, everything: bool, yes: bool) -> int:
    """Delete what is named. Returns 0, or 1 where something of it is still there."""
    if sum((session is not None, before is not None, everything)) != 1:
        wrong_use("Say what goes, one of: a session's id, --before 2026-01-31, or --all.")
    if here.sessions.is_symlink():
        wrong_use(f"{here.sessions} is a link, and links are not followed. Delete what it leads to yourself.")
    if everything:
        targets = [path for name, path in here.named().items() if name != "data" and os.path.lexists(path)]
        targets = [p for p in targets if not any(o in p.parents for o in targets)]
    elif session is not None:
        check_known(here, session)
        targets = [here.sessions / session]
    else:
        targets = [here.sessions / name for name in _older(here, _day(before or ""))]
    if not targets:
        say("There is nothing to delete.")
        return OK
    _tell(here, targets)
    if not yes and not _agreed():
        say("Nothing was deleted.")
        return OK
    caches = [] if everything else _of_sessions(here)
    kept = [sentence for path in [*targets, *caches] if (sentence := _delete(path))]
    for sentence in kept:
        say(sentence)
    if everything:
        _leave(here)
    say("Deleted." if not kept else "The rest was deleted.")
    return CHECK_FAILED if kept else OK


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        wrong_use(f"{harmless.line(text, 40)!r} is no day. Write it as year-month-day: --before 2026-01-31")


def _older(here: Places, day: date) -> list[str]:
    """The sessions begun before a day (UTC), oldest first; one whose beginning nobody can tell stays."""
    from hotseat.review.history import ids

    found: list[tuple[str, str]] = []
    for name in ids(here.sessions):
        begun = _begun(here, name)
        if begun and begun < day.isoformat():
            found.append((begun, name))
    return [name for _, name in sorted(found)]


def _begun(here: Places, session: str) -> str:
    """The day on which a session began, from its journal or else from its name; empty where neither tells it."""
    from hotseat.interview import journal
    from hotseat.review.history import JOURNAL

    try:
        text = journal.peek(here.sessions / session / JOURNAL).created[:10]
        return date.fromisoformat(text).isoformat()
    except (OSError, ValueError):
        found = re.match(r"(\d{4})(\d{2})(\d{2})-", session)
        return "-".join(found.groups()) if found else ""


def _tell(here: Places, targets: Sequence[Path]) -> None:
    give("This goes, and cannot be brought back:")
    rows = [(path, size_of(path)) for path in targets]
    half = MOST_LISTED // 2
    for n, (path, size) in enumerate(rows):
        if len(rows) > MOST_LISTED and half <= n < len(rows) - half:
            if n == half:
                give(f"  and {len(rows) - MOST_LISTED:,} more")
            continue
        files = f"{size.files:,} file{'' if size.files == 1 else 's'}"
        links = f", {size.links} link{'' if size.links == 1 else 's'} (not what they lead to)" if size.links else ""
        give(f"  {harmless.line(str(path), 300)}  {files}, {amount(size.bytes)}{links}")
    total = sum(size.bytes for _, size in rows)
    give(f"{len(rows):,} in all, {amount(total)}. A copy first: hotseat data export")


def _agreed() -> bool:
    if not is_tty(sys.stdin):
        wrong_use("Nobody is here to be asked. Say --yes to delete it.")
    print("Type yes to delete it: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() == "yes"


def _of_sessions(here: Places) -> list[Path]:
    """Files of the cache that repeat what sessions say; they are made anew when they are needed."""
    try:
        return sorted(p for p in here.index.iterdir() if p.name.startswith("sessions-"))
    except OSError:
        return []


def _delete(path: Path) -> str:
    """Delete a file or a folder; returns why that could not be, or an empty text."""
    name = harmless.line(str(path), 300)
    try:
        if path.is_symlink():
            return f"{name} is a link, and is left alone."
        if not path.is_dir():
            path.unlink(missing_ok=True)
            return ""
        held = [journal for journal in _journals(path) if not _free(journal)]
        if held:
            return f"{harmless.line(str(held[0].parent), 300)} is open. Close it first, then delete it."
        shutil.rmtree(path)  # does not follow links
    except OSError as fault:
        return f"{name} cannot be deleted whole: {fault.strerror or fault}."
    return ""


def _journals(folder: Path) -> list[Path]:
    from hotseat.review.history import JOURNAL

    own = folder / JOURNAL
    return [own] if own.is_file() else sorted(folder.glob(f"*/{JOURNAL}"))


def _free(journal: Path) -> bool:
    """Whether nobody is at the journal at this moment."""
    try:
        descriptor = disk.open_regular(journal, os.O_RDONLY)
    except OSError:
        return True
    try:
        return disk.lock(descriptor)
    finally:
        os.close(descriptor)


def _leave(here: Places) -> None:
    """Take away the folders that are empty by now, and tell what is left in the others."""
    for folder in dict.fromkeys((here.index, here.data, here.config)):
        try:
            left = sorted(p.name for p in folder.iterdir())
            if not left:
                folder.rmdir()
        except OSError:
            continue
        if left:
            names = ", ".join(harmless.line(n, 40) for n in left[:5]) + (", …" if len(left) > 5 else "")
            say(f"What else lies in {folder} stays: {names}.")
