"""What the reading of one file of the bank gave: an entry as JSON and its summary, or what is wrong with the file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from hotseat.question_bank.folders import Signature, settled, signature
from hotseat.question_bank.model import Agenda, Candidate, Checklist, Entry, Incident, Persona, Question, Team
from hotseat.question_bank.problem import BrokenFile
from hotseat.question_bank.summary import Summary, summary

SHELVES: Mapping[str, type[Entry]] = {
    "questions": Question,
    "agendas": Agenda,
    "checklists": Checklist,
    "personas": Persona,
    "candidates": Candidate,
    "teams": Team,
    "incidents": Incident,
}
"""What the files of each folder stand for."""


Fault = tuple[int, int, str, str]
"""Line, column, key and sentence."""


class Record(NamedTuple):
    """One reading. What is plain in it can be kept, and told from one process to another as JSON."""

    signature: Signature | None
    """The file as it was; None where no later change of it could be told by one."""
    id: str
    """Empty for a file that cannot be used."""
    body: str
    """The entry as JSON; empty for a file that cannot be used."""
    summary: Summary | None
    """Of a question."""
    faults: tuple[Fault, ...]
    """What is wrong with the file; empty where it can be used."""

    def plain(self) -> list[Any]:
        """The record as JSON can carry it."""
        return [self.signature, self.id, self.body, self.summary, self.faults]

    @staticmethod
    def of_plain(plain: list[Any]) -> Record:
        """The record that :meth:`plain` was made of."""
        told, own, body, brief, faults = plain
        return Record(
            tuple(told) if told else None, own, body, Summary(*brief) if brief else None, tuple(map(tuple, faults))
        )


def read_record(shelf: str, folder: str, path: str) -> Record:
    """Read one file, which must lie in ``folder`` and be named by its id. Never raises for what the file is or holds."""
    from hotseat.question_bank.loader import read
    from hotseat.question_bank.strict_yaml import read_text

    before = signature(path)
    if before is not None and not settled(before):
        before = None
    try:
        text = read_text(Path(path), inside=Path(folder))
    except BrokenFile as broken:
        # Whether a file can be opened hangs on more than the file, so that is found out anew each time.
        return _broken(None, broken)
    told = before if before is not None and signature(path) == before else None
    try:
        entry: Any = read(text, path, SHELVES[shelf], name=_stem(path))
    except BrokenFile as broken:
        return _broken(told, broken)
    brief = summary(entry) if isinstance(entry, Question) else None
    return Record(told, entry.id, entry.model_dump_json(), brief, ())


def _broken(told: Signature | None, broken: BrokenFile) -> Record:
    return Record(told, "", "", None, tuple((p.line, p.column, p.path, p.message) for p in broken.problems))


def _stem(path: str) -> str:
    return os.path.basename(path).removesuffix(".yaml")  # noqa: PTH119 (a Path for each of ten thousand files takes long)
