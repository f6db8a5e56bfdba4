"""What a question that ships with Hotseat says of itself, told from its files before the bank and its types are loaded.

The starter is read as it lies there. Title and words come from the index of the bank, where that holds them of the file as it
is now, whichever version of Hotseat read it; the session that is opened meanwhile brings the rest, and is what counts.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from hotseat import harmless
from hotseat.front.ahead import Ahead

_OURS = 0x48_53_42_49
"""As in :mod:`hotseat.question_bank.index`, which is not loaded here; a test holds the two together."""
LARGEST = 200_000
"""Bytes of a starter that are read ahead."""
_ROWS = """
SELECT f.size, f.mtime, f.ctime, b.json, b.sum FROM file f JOIN folder d ON d.row = f.folder JOIN body b ON b.file = f.row
WHERE f.id = ? AND d.shelf = 'questions' AND d.path = ? AND f.name = ?
"""


def glimpse(index: Path, question: str | None) -> Ahead:
    """What can be shown of a question at once; where nothing is known of it, nothing. Takes milliseconds and never raises."""
    if question is None:
        return Ahead()
    questions = _folder("hotseat.question_bank") / "questions"
    file = next(questions.glob(f"*/{question}.yaml"), None)
    if file is None:
        return Ahead()
    known = _known(index, questions, file, question)
    title, words = known.get("title"), known.get("prompt")
    return Ahead(
        title if isinstance(title, str) else "",
        harmless.plain(words) if isinstance(words, str) else "",
        _starter(question) if known.get("kind", "code") == "code" else "",
    )


def _folder(package: str) -> Path:
    found = find_spec(package)
    return Path(next(iter(found.submodule_search_locations or ()))) if found else Path()


def _starter(question: str) -> str:
    path = _folder("hotseat.reference") / "starters" / f"{question}.py"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) <= LARGEST:
            return harmless.plain(data.decode("utf-8"))
    return ""


def _known(index: Path, questions: Path, file: Path, question: str) -> dict[str, Any]:
    """The question as the index holds it; empty where that holds nothing of the file as it is."""
    import sqlite3

    try:
        newest = max(index.glob("bank-*.sqlite3"), key=lambda path: path.stat().st_mtime_ns, default=None)
        if newest is None:
            return {}
        now = os.lstat(file)
        with contextlib.closing(sqlite3.connect(f"{newest.as_uri()}?mode=ro", uri=True, timeout=0.05)) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != _OURS:
                return {}
            name = file.relative_to(questions).as_posix()
            rows = connection.execute(_ROWS, (question, str(questions.absolute()), name)).fetchall()
        for size, changed, touched, text, total in rows:
            if (size, changed, touched) == (now.st_size, now.st_mtime_ns, now.st_ctime_ns) and isinstance(text, str):
                found = json.loads(text) if zlib.crc32(text.encode("utf-8")) == total else None
                return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
    except (OSError, sqlite3.Error, ValueError, RecursionError):
        pass
    return {}
