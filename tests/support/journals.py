"""Journals on the disk, as a session writes them, and damaged as accidents damage them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hotseat.interview import events as e
from hotseat.interview.journal_lines import Header, encode, header_line
from hotseat.review.history import JOURNAL


@dataclass(frozen=True)
class Written:
    """A session's folder with its journal."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def path(self) -> Path:
        return self.folder / JOURNAL

    def rewrite(self, records: Sequence[e.Recorded]) -> None:
        """Write these events in place of those there are."""
        self.path.write_bytes(b"".join(lines([e.to_record(r) for r in records], self.name)))


def write(root: Path, name: str, records: Sequence[e.Recorded], wall: str = "") -> Written:
    """Write a session; ``wall`` is the time of all its events, where it is given."""
    written = Written(root / name)
    written.folder.mkdir(parents=True)
    written.rewrite([replace(r, wall=wall) for r in records] if wall else records)
    return written


def lines(records: Sequence[dict[str, Any]], name: str) -> list[bytes]:
    """The lines of a journal, the first one with its header, each with check sum and chain."""
    line, chain = header_line(Header(session=name, created="2026-03-01T10:00:00+00:00", hotseat="0.1.0"))
    found = [line]
    for record in records:
        line, chain = encode(record, chain)
        found.append(line)
    return found
