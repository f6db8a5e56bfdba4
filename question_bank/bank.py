"""The whole bank: every question of every pack, and what an interview is made from besides.

A broken file becomes problems and the rest still opens. What is told of many questions at once are their summaries; a question
itself is decoded when it is opened. With an index only the files that have changed are read.
"""

from __future__ import annotations

import difflib
import hashlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hotseat.question_bank.folders import Found, Listing, listing
from hotseat.question_bank.index import Index, Kept
from hotseat.question_bank.model import Agenda, Candidate, Checklist, Incident, Persona, Question, Team
from hotseat.question_bank.pack import Pack
from hotseat.question_bank.problem import Problem
from hotseat.question_bank.reading import Job, Progress, read_all
from hotseat.question_bank.record import SHELVES, Record
from hotseat.question_bank.shelf import E, Shelf, Slot
from hotseat.question_bank.summary import Summary

BUILTIN = Path(str(files("hotseat.question_bank")))
"""The folder that holds the agendas, checklists, personas, candidates, teams and incidents that ship with Hotseat."""
_EXTRAS = tuple(name for name in SHELVES if name != "questions")


@dataclass(frozen=True)
class Bank:
    """What could be read, by id, each mapping sorted by id; see :class:`Shelf`.

    A question is decoded when it is looked up, as its file is then. All else is as it was when the bank was loaded.
    """

    questions: Mapping[str, Question]
    summaries: Mapping[str, Summary]
    """The same questions in short, as their files were when the bank was loaded."""
    agendas: Mapping[str, Agenda]
    checklists: Mapping[str, Checklist]
    personas: Mapping[str, Persona]
    candidates: Mapping[str, Candidate]
    teams: Mapping[str, Team]
    incidents: Mapping[str, Incident]
    """What data leaks are made from."""
    problems: tuple[Problem, ...]
    """What could not be read, and why, in the order of the files."""
    packs: tuple[Pack, ...]
    extra_files: Mapping[tuple[str, str], Path]
    """The file of each agenda and the like, by the name of its folder and its id."""
    _homes: Mapping[str, tuple[Pack, str]] = field(repr=False)
    """Each question's pack and file, by id."""

    def pack_of(self, question: str) -> Pack:
        """The pack that a question lies in. Raises KeyError for an unknown id."""
        return self._homes[question][0]

    def file_of(self, question: str) -> Path:
        """The YAML file of a question. Raises KeyError for an unknown id."""
        return Path(self._homes[question][1])

    def of_pack(self, pack: Pack) -> list[Summary]:
        """The questions of a pack in short, sorted by id."""
        return [told for own, told in self.summaries.items() if self._homes[own][0] == pack]

    def digest(self, question: str) -> str:
        """SHA-256, in hexadecimal, over a question's YAML file, starter, reference and checks, read now.

        A file that is missing or cannot be read counts as absent. Raises KeyError for an unknown id.
        """
        pack, file = self._homes[question]
        code = (pack.code / folder / f"{question}.py" for folder in ("starters", "solutions", "checks"))
        total = hashlib.sha256()
        for path in (Path(file), *code):
            try:
                data = path.read_bytes()
            except OSError:
                total.update(b"-")
            else:
                total.update(b"%d:" % len(data) + data)
        return total.hexdigest()

    def nearest(self, question: str, count: int = 3) -> list[str]:
        """The ids that look most like an unknown one, best first; ids that begin with it come before."""
        begins = [known for known in self.questions if question and known.startswith(question.lower())]
        close = difflib.get_close_matches(question.lower(), self.questions, count, 0.4)
        return list(dict.fromkeys([*begins, *close]))[:count]


def load_bank(
    packs: Sequence[Pack],
    extras: Sequence[Path] = (BUILTIN,),
    index: Index | None = None,
    *,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Bank:
    """The bank as its files are now: the questions of the packs, and the agendas and the like under the folders ``extras``.

    With an ``index`` only what has changed is read, and the index holds it from then on; the bank is the same without.
    ``progress`` is told how far the reading is; it raises :class:`~hotseat.question_bank.reading.Stopped` once ``stop`` is set.
    Where two files give the same id, one that somebody stands for wins over one that nobody has trusted, and else the first
    pack; the other file becomes a problem. Never raises for what a file holds or for a folder that is not there.
    """
    of_packs = [_Folder("questions", str(pack.questions), index) for pack in packs]
    of_extras = {name: [_Folder(name, str(root / name), index) for root in extras] for name in _EXTRAS}
    _read([*of_packs, *(folder for folders in of_extras.values() for folder in folders)], index, progress, stop)
    found: list[Problem] = []
    slots, summaries, homes = _questions(packs, of_packs, found)
    extra_files: dict[tuple[str, str], Path] = {}
    others = {name: _extras(name, folders, found, extra_files) for name, folders in of_extras.items()}

    def shelf(name: str, model: type[E]) -> Mapping[str, E]:
        return Shelf(model, others[name], None, again=False)

    return Bank(
        questions=Shelf(Question, slots, index, again=True),
        summaries=MappingProxyType(summaries),
        agendas=shelf("agendas", Agenda),
        checklists=shelf("checklists", Checklist),
        personas=shelf("personas", Persona),
        candidates=shelf("candidates", Candidate),
        teams=shelf("teams", Team),
        incidents=shelf("incidents", Incident),
        problems=tuple(found),
        packs=tuple(packs),
        extra_files=MappingProxyType(extra_files),
        _homes=MappingProxyType(homes),
    )


def first_page(packs: Sequence[Pack], index: Index, count: int) -> tuple[int, list[tuple[Summary, Pack]]]:
    """How many questions there were when the bank was last loaded, and the first of them by id, without a look at any file.

    To be shown while the bank is loaded: what has changed since is not in it yet. Empty where the index knows nothing.
    """
    by_folder = {str(pack.questions.absolute()): pack for pack in packs}
    # Packs may share ids, so that some more are fetched than are shown.
    total, rows = index.first(list(by_folder), count * 2)
    page: dict[str, tuple[Summary, Pack]] = {}
    for folder, told in rows:
        pack = by_folder[folder]
        if told.id not in page or _wins(told, pack, *page[told.id], packs):
            page[told.id] = told, pack
    return total, list(page.values())[:count]


def _wins(told: Summary, pack: Pack, other: Summary, home: Pack, packs: Sequence[Pack]) -> bool:
    """Whether a question takes the place of another of its id."""
    if pack.trust.stands_for(told) != home.trust.stands_for(other):
        return pack.trust.stands_for(told)
    return packs.index(pack) < packs.index(home)


class _Folder:
    """One folder of the bank: its files, and what is known of each."""

    def __init__(self, shelf: str, folder: str, index: Index | None) -> None:
        self.shelf, self.folder, self.index = shelf, folder, index
        self.listed: Listing = listing(folder, deep=shelf == "questions")
        self.key = str(Path(folder).absolute())
        """What the folder is called in the index, whatever the working folder is."""
        kept = index.kept(shelf, self.key, bodies=shelf != "questions") if index is not None else {}
        self.kept: dict[str, Kept] = {}
        """What the index holds of the files that are as they were."""
        self.stale: list[Found] = []
        for file in self.listed.files:
            known = kept.pop(file.name, None)
            if known is None or known.signature != file.signature:
                self.stale.append(file)
            else:
                self.kept[file.name] = known
        self.gone = list(kept.keys() - {file.name for file in self.stale})
        """Files that the index holds and that are there no longer."""
        self.read: dict[str, tuple[Record, int]] = {}
        """What had to be read, each with its row in the index, or 0."""

    def take(self, records: Mapping[str, Record]) -> None:
        """Have what was read, and let the index hold it."""
        rows: Mapping[str, int] = {}
        if self.index is not None and (records or self.gone):
            rows = self.index.keep(self.shelf, self.key, records, self.gone)
        self.gone = []
        for name, record in records.items():
            row = rows.get(name, 0)
            lazy = row and self.shelf == "questions"
            self.read[name] = record._replace(body="") if lazy else record, row

    def entries(self, problems: list[Problem]) -> Iterator[tuple[str, Slot, Sequence[Any]]]:
        """The id, the place and the summary of each file that can be used, in order; the others become problems."""
        problems += self.listed.problems
        folder, read = self.folder, self.read
        for path, name, told in self.listed.files:
            known = self.kept.get(name)
            if known is not None:
                if known.id:
                    yield known.id, Slot(folder, path, told, known.row, known.body), known.summary
                    continue
                faults = known.faults
            else:
                record, row = read[name]
                if record.id:
                    yield record.id, Slot(folder, path, record.signature, row, record.body), record.summary or ()
                    continue
                faults = record.faults
            problems += (Problem(path, *fault) for fault in faults)


def _read(
    folders: Sequence[_Folder], index: Index | None, progress: Progress | None, stop: threading.Event | None
) -> None:
    """Read the files of which nothing is known as they are now."""
    stale = [(folder, file) for folder in folders for file in folder.stale]
    jobs: list[Job] = [(folder.shelf, folder.folder, file.path) for folder, file in stale]
    size = sum(file.signature[0] if file.signature else 0 for _, file in stale)

    def keep(records: Sequence[tuple[int, Record]]) -> None:
        by_folder: dict[int, dict[str, Record]] = {}
        for n, record in records:
            by_folder.setdefault(id(stale[n][0]), {})[stale[n][1].name] = record
        for folder in folders:
            if id(folder) in by_folder:
                folder.take(by_folder[id(folder)])

    for folder in folders:
        if folder.gone:
            folder.take({})
    if jobs:
        read_all(jobs, size, keep, progress, stop)
        if index is not None:
            index.forget_lost_folders()


def _questions(
    packs: Sequence[Pack], folders: Sequence[_Folder], problems: list[Problem]
) -> tuple[dict[str, Slot], dict[str, Summary], dict[str, tuple[Pack, str]]]:
    """Where each question is, what it is in short, and its pack and file; all sorted by id."""
    found: dict[str, tuple[Slot, Summary, Pack]] = {}
    for pack, folder in zip(packs, folders, strict=True):
        for own, slot, told in folder.entries(problems):
            brief = Summary._make(told)
            there = found.get(own)
            if there is not None:
                trusted = there[2].trust.stands_for(there[1]) or not pack.trust.stands_for(brief)
                first, second = (there, (slot, brief, pack)) if trusted else ((slot, brief, pack), there)
                where = first[0].path if first[2] == second[2] else f"pack {first[2].name}"
                problems.append(Problem(second[0].path, 1, 1, "id", f"the id {own!r} is already used in {where}"))
                if trusted:
                    continue
            found[own] = slot, brief, pack
    order = sorted(found)
    return (
        {own: found[own][0] for own in order},
        {own: found[own][1] for own in order},
        {own: (found[own][2], found[own][0].path) for own in order},
    )


def _extras(
    shelf: str, folders: Sequence[_Folder], problems: list[Problem], files: dict[tuple[str, str], Path]
) -> dict[str, Slot]:
    """Where each entry of a shelf is, sorted by id; the first of an id wins. Adds to the files by shelf and id."""
    found: dict[str, Slot] = {}
    for folder in folders:
        for own, slot, _ in folder.entries(problems):
            if own in found:
                told = f"the id {own!r} is already used in {files[shelf, own]}"
                problems.append(Problem(slot.path, 1, 1, "id", told))
            else:
                found[own], files[shelf, own] = slot, Path(slot.path)
    return dict(sorted(found.items()))
