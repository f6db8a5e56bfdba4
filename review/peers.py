"""What peers said of a session: a file each in the session's folder, which the person owns and may delete.

The files come from forms that others filled in; see ``review.share_form``. They stand beside Hotseat's own scores and never
change them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from hotseat.frozen import frozen
from hotseat.interview import disk
from hotseat.interview.scoring import Debrief
from hotseat.review.export import visible
from hotseat.review.history import folder_of

FORMAT = "hotseat-peer/1"
FOLDER = "peers"
WORDS = ("strong", "solid", "partial", "weak", "not seen")
"""The scores that a peer can give, the best first."""
LONGEST_NAME, LONGEST_NOTE = 60, 2_000
MOST_PEERS = 50
"""Files of one session that are read."""
_LARGEST = 100_000
"""Bytes of one file."""


@frozen
class PeerScore:
    """What a peer said of one competency."""

    word: str = ""
    """One of ``WORDS``, or empty."""
    note: str = ""


@frozen
class PeerScores:
    """What one peer said of a session. All text in it is harmless."""

    name: str
    """What they want to be called."""
    taken: str
    """The date on which the form was brought back."""
    scores: Mapping[str, PeerScore] = field(default_factory=dict[str, PeerScore])
    """By the competency's id."""
    word: str = ""
    """Overall; one of ``WORDS``, or empty."""
    note: str = ""

    def to_data(self) -> dict[str, Any]:
        """The same as plain data, as the file holds it."""
        return {
            "format": FORMAT,
            "name": self.name,
            "taken": self.taken,
            "overall": {"score": self.word, "note": self.note},
            "scores": {name: {"score": s.word, "note": s.note} for name, s in self.scores.items()},
        }


@frozen
class Beside:
    """One competency as Hotseat and each peer see it."""

    title: str
    word: str
    """Hotseat's; a dash for what this version of the scoring does not have."""
    given: tuple[PeerScore, ...]
    """In the order of the peers."""


def beside(report: Debrief, peers: Sequence[PeerScores]) -> tuple[Beside, ...]:
    """The scores of Hotseat and of the peers, a competency each, the whole first; none where there is no peer."""
    if not peers:
        return ()
    known = {str(s.id): s for s in report.competencies}
    rows = [Beside("Overall", report.word, tuple(PeerScore(p.word, p.note) for p in peers))]
    for name in dict.fromkeys([*known, *(n for p in peers for n in p.scores)]):
        own = known.get(name)
        title = own.title if own else str(name).replace("-", " ").capitalize()
        given = tuple(p.scores.get(name, PeerScore()) for p in peers)
        rows.append(Beside(title, own.word if own else "–", given))
    return tuple(rows)


def peer_scores(root: Path, session: str) -> tuple[PeerScores, ...]:
    """What peers said of a session, by their names; files that are none are passed over. Never raises for what is on disk."""
    try:
        files = sorted((folder_of(root, session) / FOLDER).glob("*.json"))[:MOST_PEERS]
    except (OSError, ValueError):
        return ()
    found = (_read(file) for file in files)
    return tuple(sorted((p for p in found if p is not None), key=lambda p: p.name.lower()))


def keep(root: Path, session: str, given: PeerScores) -> tuple[Path, bool]:
    """Keep what a peer said, in place of what the same peer said before. Returns the file, and whether it replaced one.

    Raises OSError where it cannot be written.
    """
    folder = folder_of(root, session) / FOLDER
    disk.make_private(folder)
    plain = re.sub(r"[^a-z0-9]+", "-", given.name.lower()).strip("-")[:40] or "peer"
    path = folder / f"{plain}-{hashlib.sha256(given.name.encode()).hexdigest()[:6]}.json"
    replaces = os.path.lexists(path)
    disk.put(path, (json.dumps(given.to_data(), ensure_ascii=False, indent=1) + "\n").encode())
    return path, replaces


def _read(path: Path) -> PeerScores | None:
    try:
        with os.fdopen(disk.open_regular(path, os.O_RDONLY), "rb") as file:
            raw = file.read(_LARGEST + 1)
        data: Any = json.loads(raw.decode("utf-8")) if len(raw) <= _LARGEST else None
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            return None
        scores = {
            visible.line(str(name), 60): PeerScore(_word(s["score"]), _note(s["note"]))
            for name, s in dict(data["scores"]).items()
        }
        overall = data["overall"]
        return PeerScores(
            visible.line(str(data["name"]), LONGEST_NAME),
            visible.line(str(data["taken"]), 20),
            scores,
            _word(overall["score"]),
            _note(overall["note"]),
        )
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _word(value: object) -> str:
    return str(value) if value in WORDS else ""


def _note(value: object) -> str:
    return visible.text(str(value))[:LONGEST_NOTE]
