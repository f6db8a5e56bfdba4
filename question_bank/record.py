"""What the reading of one file of the bank gave: an entry as JSON and its summary, or what is wrong with the file."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, get_type_hints

from hotseat.question_bank.folders import Signature, settled, signature
from hotseat.question_bank.interview_model import Agenda, Candidate, Checklist, Incident, Persona, Team
from hotseat.question_bank.model import Entry, Question
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
    """One reading, of plain values, so that it can be kept, and told from one process to another as JSON."""

    signature: Signature | None
    """The file as it was; None where no later change of it could be told by one."""
    id: str
    """Empty for a file that cannot be used."""
    told: str
    """As JSON the fields of a question's summary, or the faults of a file that cannot be used."""
    body: str
    """The entry as JSON; empty for a file that cannot be used."""

    @staticmethod
    def of_plain(plain: list[Any]) -> Record:
        """A record that came as JSON."""
        told = plain[0]
        return Record(tuple(told) if told else None, *plain[1:])


def summary_of(told: str) -> Summary | None:
    """The summary as it was told; None where the text is none."""
    try:
        found: Any = json.loads(told)
        if [type(value) for value in found] == _SUMMARY_TYPES:
            return Summary._make(found)
    except (ValueError, TypeError, RecursionError):
        pass
    return None


def faults_of(told: str) -> tuple[Fault, ...] | None:
    """The faults as they were told; None where the text tells none."""
    try:
        found: Any = json.loads(told)
        faults = tuple((line, column, path, message) for line, column, path, message in found)
    except (ValueError, TypeError, RecursionError):
        return None
    whole = all([type(part) for part in fault] == [int, int, str, str] for fault in faults)
    return faults if faults and whole else None


_SUMMARY_TYPES = list(get_type_hints(Summary).values())


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
    brief = json.dumps(summary(entry)) if isinstance(entry, Question) else ""
    return Record(told, entry.id, brief, entry.model_dump_json())


def _broken(told: Signature | None, broken: BrokenFile) -> Record:
    return Record(told, "", json.dumps([(p.line, p.column, p.path, p.message) for p in broken.problems]), "")


def _stem(path: str) -> str:
    return os.path.basename(path).removesuffix(".yaml")  # noqa: PTH119 (a Path for each of ten thousand files takes long)
