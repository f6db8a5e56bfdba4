"""Which packs this person trusts, kept in one small file of the data folder.

A pack is known by its folder. For a trusted one the file holds the SHA-256 of every text that may be run; for one that this
person writes, a random word that also lies in the pack's folder, so that another pack put in its place is not taken for it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from hotseat.frozen import frozen
from hotseat.interview import disk
from hotseat.question_bank.trust import NOT_TRUSTED, OWN, Piece, Trust, digest

VERSION = 1
MARK = ".hotseat-own"
"""The file in a pack's folder that says whose it is."""


@frozen
class Entry:
    """What is kept of one pack."""

    since: str
    """When it was trusted, as ISO 8601 in UTC."""
    digest: str = ""
    """Over all of its texts; empty for one that this person writes."""
    seals: Mapping[str, str] = field(default_factory=dict[str, str])
    mark: str = ""
    """The word that lies in the folder of a pack that this person writes."""


class TrustStore:
    """The file. It is read anew for every question and written whole; what cannot be read is not trusted."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def trust_in(self, folder: Path) -> Trust:
        """What may be run of the pack in this folder."""
        entry = self.entry(folder)
        if entry is None:
            return NOT_TRUSTED
        if entry.mark:
            return OWN if _mark(folder) == entry.mark else NOT_TRUSTED
        return Trust("sealed", entry.seals)

    def entry(self, folder: Path) -> Entry | None:
        """What is kept of the pack in this folder, or None."""
        return self._read().get(str(folder.resolve()))

    def trust(self, folder: Path, pieces: Mapping[str, Piece]) -> None:
        """Remember these texts as trusted. Raises OSError."""
        seals = {name: piece.seal for name, piece in pieces.items()}
        self._keep(folder, Entry(_now(), digest(pieces), seals))

    def own(self, folder: Path) -> None:
        """Remember the pack as this person's own, whatever becomes of its files. Raises OSError."""
        mark = secrets.token_hex(16)
        disk.put(folder / MARK, f"{mark}\n".encode())
        self._keep(folder, Entry(_now(), mark=mark))

    def distrust(self, folder: Path) -> bool:
        """Forget the pack; returns whether it was known. Raises OSError."""
        known = self._read()
        if known.pop(str(folder.resolve()), None) is None:
            return False
        self._save(known)
        return True

    def _keep(self, folder: Path, entry: Entry) -> None:
        self._save(self._read() | {str(folder.resolve()): entry})

    def _save(self, known: Mapping[str, Entry]) -> None:
        whole = {"version": VERSION, "packs": {path: asdict(entry) for path, entry in sorted(known.items())}}
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        disk.put(self.path, f"{json.dumps(whole, indent=1)}\n".encode())

    def _read(self) -> dict[str, Entry]:
        try:
            whole: Any = json.loads(self.path.read_text(encoding="utf-8"))
            packs = cast("dict[str, Any]", whole["packs"]) if whole["version"] == VERSION else {}
            return {path: _entry(found) for path, found in packs.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}


def _entry(found: dict[str, Any]) -> Entry:
    """An entry as it was written. Raises KeyError, TypeError and AttributeError for anything else."""
    texts = [found["since"], found["digest"], found["mark"], *found["seals"], *found["seals"].values()]
    if any(type(text) is not str for text in texts):
        raise TypeError("not an entry")
    return Entry(**found)


def _mark(folder: Path) -> str:
    try:
        return (folder / MARK).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
