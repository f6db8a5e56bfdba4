"""The whole bank: every question of every pack, and what an interview is made from besides.

A broken file becomes problems and the rest still opens. What is told of many questions at once are their summaries; a question
itself is decoded when it is opened. With an index only the files that have changed are read.
"""

from __future__ import annotations

import contextlib
import difflib
import gc
import hashlib
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import field
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from hotseat.frozen import frozen
from hotseat.question_bank.folders import NEVER, Kept, Listing, Stale, listing
from hotseat.question_bank.index import Index
from hotseat.question_bank.interview_model import Agenda, Candidate, Checklist, Incident, Persona, Team
from hotseat.question_bank.model import Question
from hotseat.question_bank.pack import Pack
from hotseat.question_bank.problem import Problem
from hotseat.question_bank.reading import Job, Progress, read_all
from hotseat.question_bank.record import SHELVES, Record, faults_of, summary_of
from hotseat.question_bank.shelf import E, Home, Shelf, Slot, Summaries, path_in, path_of, summary_at
from hotseat.question_bank.summary import Summary
from hotseat.question_bank.trust import NOT_TRUSTED

BUILTIN = Path(str(files("hotseat.question_bank")))
"""The folder that holds the agendas, checklists, personas, candidates, teams and incidents that ship with Hotseat."""
_EXTRAS = tuple(name for name in SHELVES if name != "questions")


@frozen
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
    _slots: Mapping[str, Slot] = field(repr=False)
    """Where each question is."""

    def pack_of(self, question: str) -> Pack:
        """The pack that a question lies in. Raises KeyError for an unknown id."""
        pack = self._slots[question][0].pack
        assert pack is not None, "a question's folder is a pack's"
        return pack

    def file_of(self, question: str) -> Path:
        """The YAML file of a question. Raises KeyError for an unknown id."""
        return Path(path_of(self._slots[question]))

    def of_pack(self, pack: Pack) -> list[Summary]:
        """The questions of a pack in short, sorted by id."""
        mine = next((known for known in self.packs if known == pack), None)
        return [self.summaries[own] for own, slot in self._slots.items() if mine is not None and slot[0].pack is mine]

    def digest(self, question: str) -> str:
        """SHA-256, in hexadecimal, over a question's YAML file, starter, reference and checks, read now.

        A file that is missing or cannot be read counts as absent. Raises KeyError for an unknown id.
        """
        pack, file = self.pack_of(question), self.file_of(question)
        code = (pack.code / folder / f"{question}.py" for folder in ("starters", "solutions", "checks"))
        total = hashlib.sha256()
        for path in (file, *code):
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
    with _without_collector():
        return _load_bank(packs, extras, index, progress, stop)


@contextlib.contextmanager
def _without_collector() -> Generator[None]:
    """Keep the garbage collector from looking through tens of thousands of new objects, none of which is garbage."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _load_bank(
    packs: Sequence[Pack],
    extras: Sequence[Path],
    index: Index | None,
    progress: Progress | None,
    stop: threading.Event | None,
) -> Bank:
    of_packs = [_Folder("questions", pack.questions, pack, index) for pack in packs]
    of_extras = {name: [_Folder(name, root / name, None, index) for root in extras] for name in _EXTRAS}
    _read([*of_packs, *(folder for folders in of_extras.values() for folder in folders)], index, progress, stop)
    found: list[Problem] = []
    slots = _questions(of_packs, found)
    extra_files: dict[tuple[str, str], Path] = {}
    others = {name: _extras(name, folders, found, extra_files) for name, folders in of_extras.items()}

    def shelf(name: str, model: type[E]) -> Mapping[str, E]:
        return Shelf(model, others[name], None, again=False)

    return Bank(
        questions=Shelf(Question, slots, index, again=True),
        summaries=Summaries(slots),
        agendas=shelf("agendas", Agenda),
        checklists=shelf("checklists", Checklist),
        personas=shelf("personas", Persona),
        candidates=shelf("candidates", Candidate),
        teams=shelf("teams", Team),
        incidents=shelf("incidents", Incident),
        problems=tuple(found),
        packs=tuple(packs),
        extra_files=MappingProxyType(extra_files),
        _slots=MappingProxyType(slots),
    )


def first_page(packs: Sequence[Pack], index: Index, count: int) -> tuple[int, list[tuple[Summary, Pack]]]:
    """How many questions there were when the bank was last loaded, and the first of them by id, without a look at any file.

    To be shown while the bank is loaded: what has changed since is not in it yet. Empty where the index knows nothing.
    """
    by_folder = {str(pack.questions.absolute()): pack for pack in packs}
    # Packs may share ids, so that some more are fetched than are shown.
    total, rows = index.first(list(by_folder), count * 2)
    page: dict[str, tuple[Summary, Pack]] = {}
    for folder, brief in rows:
        pack, told = by_folder[folder], summary_of(brief)
        if told is not None and (told.id not in page or _wins(told, pack, *page[told.id], packs)):
            page[told.id] = told, pack
    return total, list(page.values())[:count]


def _wins(told: Summary, pack: Pack, other: Summary, home: Pack, packs: Sequence[Pack]) -> bool:
    """Whether a question takes the place of another of its id."""
    if pack.trust.stands_for(told) != home.trust.stands_for(other):
        return pack.trust.stands_for(told)
    return packs.index(pack) < packs.index(home)


class _Folder:
    """One folder of the bank: its files, and what is known of each."""

    def __init__(self, shelf: str, folder: Path, pack: Pack | None, index: Index | None) -> None:
        self.shelf, self.home, self.index = shelf, Home(str(folder), pack), index
        self.key = str(folder.absolute())
        """What the folder is called in the index, whatever the working folder is."""
        kept = index.kept(shelf, self.key, bodies=shelf != "questions") if index is not None else {}
        self.listed: Listing = listing(self.home.folder, kept, deep=shelf == "questions")
        files = self.listed.files
        self.stale = [f for f in files if isinstance(f, Stale) or (not f.id and faults_of(f.told) is None)]
        as_they_were = len(files) - len(self.stale) == len(kept)
        self.gone = [] if as_they_were else list(kept.keys() - {file.name for file in files})
        """Files that the index holds and that are there no longer."""
        self.read: dict[str, Kept] = {}
        """What had to be read."""

    def take(self, records: Mapping[str, Record]) -> None:
        """Have what was read, and let the index hold it."""
        rows: Mapping[str, int] = {}
        if self.index is not None and (records or self.gone):
            rows = self.index.keep(self.shelf, self.key, records, self.gone)
        self.gone = []
        for name, record in records.items():
            row = rows.get(name, 0)
            body = "" if row and self.shelf == "questions" else record.body
            self.read[name] = Kept(name, *(record.signature or NEVER), row, record.id, record.told, body)

    def entries(self, problems: list[Problem]) -> Iterator[tuple[str, Slot]]:
        """The id and the place of each file that can be used, in order; the others become problems."""
        problems += self.listed.problems
        home, read = self.home, self.read
        for file in self.listed.files:
            known = read.get(file[0]) or file if read else file
            assert type(known) is Kept, "what was not known has been read"
            own = known[6]
            if own:
                yield own, (home, known)
            else:
                path = path_in(home.folder, known.name)
                problems += (Problem(path, *fault) for fault in faults_of(known.told) or ())


def _read(
    folders: Sequence[_Folder], index: Index | None, progress: Progress | None, stop: threading.Event | None
) -> None:
    """Read the files of which nothing is known as they are now."""
    stale = [(folder, file) for folder in folders for file in folder.stale]
    jobs: list[Job] = [
        (folder.shelf, folder.home.folder, path_in(folder.home.folder, file.name)) for folder, file in stale
    ]
    size = sum(file.size for _, file in stale)

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


def _questions(folders: Sequence[_Folder], problems: list[Problem]) -> dict[str, Slot]:
    """Where each question is, sorted by id."""
    found: dict[str, Slot] = {}
    for folder in folders:
        for own, slot in folder.entries(problems):
            there = found.setdefault(own, slot)
            if there is slot:
                continue
            trusted = _stands_for(there, own) or not _stands_for(slot, own)
            first, second = (there, slot) if trusted else (slot, there)
            pack = first[0].pack
            where = path_of(first) if pack is None or pack == second[0].pack else f"pack {pack.name}"
            problems.append(Problem(path_of(second), 1, 1, "id", f"the id {own!r} is already used in {where}"))
            found[own] = first
    return {own: found[own] for own in sorted(found)}


def _stands_for(slot: Slot, question: str) -> bool:
    """Whether somebody stands for the question in this place."""
    trust = slot[0].pack.trust if slot[0].pack is not None else NOT_TRUSTED
    return trust.stands != "sealed" or trust.stands_for(summary_at(slot, question))


def _extras(
    shelf: str, folders: Sequence[_Folder], problems: list[Problem], files: dict[tuple[str, str], Path]
) -> dict[str, Slot]:
    """Where each entry of a shelf is, sorted by id; the first of an id wins. Adds to the files by shelf and id."""
    found: dict[str, Slot] = {}
    for folder in folders:
        for own, slot in folder.entries(problems):
            if own in found:
                told = f"the id {own!r} is already used in {files[shelf, own]}"
                problems.append(Problem(path_of(slot), 1, 1, "id", told))
            else:
                found[own], files[shelf, own] = slot, Path(path_of(slot))
    return dict(sorted(found.items()))
