"""The whole bank, read once: every question of every pack, and what an interview is made from besides.

A broken file becomes problems and the rest still opens.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from hotseat.frozen import frozen
from hotseat.question_bank.loader import E, load
from hotseat.question_bank.model import Agenda, Candidate, Checklist, Incident, Persona, Question, Team
from hotseat.question_bank.pack import Pack
from hotseat.question_bank.problem import BrokenFile, Problem

BUILTIN = Path(str(files("hotseat.question_bank")))
"""The folder that holds the agendas, checklists, personas, candidates, teams and incidents that ship with Hotseat."""


@frozen
class Bank:
    """What could be read, by id, each mapping sorted by id."""

    questions: Mapping[str, Question]
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
    sources: Mapping[str, tuple[Pack, Path]]
    """Each question's pack and file, by id."""
    extra_files: Mapping[tuple[str, str], Path]
    """The file of each agenda and the like, by the name of its folder and its id."""

    def pack_of(self, question: str) -> Pack:
        """The pack that a question lies in. Raises KeyError for an unknown id."""
        return self.sources[question][0]

    def file_of(self, question: str) -> Path:
        """The YAML file of a question. Raises KeyError for an unknown id."""
        return self.sources[question][1]

    def digest(self, question: str) -> str:
        """SHA-256, in hexadecimal, over a question's YAML file, starter, reference and checks, read now.

        A file that is missing or cannot be read counts as absent. Raises KeyError for an unknown id.
        """
        pack, file = self.sources[question]
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


def load_bank(packs: Sequence[Pack], extras: Sequence[Path] = (BUILTIN,), *, only: str | None = None) -> Bank:
    """Read every question of the packs, or the one with the id ``only``, and the agendas and the like under ``extras``.

    Where two files give the same id, one that somebody stands for wins over one that nobody has trusted, and else the first
    pack; the other file becomes a problem. Never raises for what a file holds or for a folder that is not there.
    """
    problems: list[Problem] = []
    sources: dict[str, tuple[Pack, Path]] = {}
    questions: dict[str, Question] = {}
    for pack in packs:
        for path, question in _entries(pack.questions, Question, problems, deep=True, only=only):
            here, there = (pack, path), sources.get(question.id)
            if there is not None:
                trusted = there[0].trust.stands_for(questions[question.id]) or not pack.trust.stands_for(question)
                first, second = (there, here) if trusted else (here, there)
                where = first[1] if first[0] == second[0] else f"pack {first[0].name}"
                told = f"the id {question.id!r} is already used in {where}"
                problems.append(Problem(str(second[1]), 1, 1, "id", told))
                if trusted:
                    continue
            questions[question.id], sources[question.id] = question, here
    extra = _Extras(extras, problems)
    return Bank(
        questions=_by_id(questions),
        agendas=extra.read("agendas", Agenda),
        checklists=extra.read("checklists", Checklist),
        personas=extra.read("personas", Persona),
        candidates=extra.read("candidates", Candidate),
        teams=extra.read("teams", Team),
        incidents=extra.read("incidents", Incident),
        problems=tuple(problems),
        packs=tuple(packs),
        sources=MappingProxyType(sources),
        extra_files=MappingProxyType(extra.files),
    )


class _Extras:
    """Reads the folders beside the questions, and remembers where each entry came from."""

    def __init__(self, roots: Sequence[Path], problems: list[Problem]) -> None:
        self.roots, self.problems = roots, problems
        self.files: dict[tuple[str, str], Path] = {}

    def read(self, folder: str, model: type[E]) -> Mapping[str, E]:
        """The entries of the folders of this name under all roots, by id; the first of an id wins."""
        found: dict[str, E] = {}
        for root in self.roots:
            for path, entry in _entries(root / folder, model, self.problems):
                own = str(getattr(entry, "id", ""))
                if own in found:
                    self.problems.append(
                        Problem(str(path), 1, 1, "id", f"the id {own!r} is already used in {self.files[folder, own]}")
                    )
                else:
                    found[own], self.files[folder, own] = entry, path
        return _by_id(found)


def _entries(
    folder: Path, model: type[E], problems: list[Problem], *, deep: bool = False, only: str | None = None
) -> Iterator[tuple[Path, E]]:
    """Each file of a folder that can be read, in order of names; with ``deep`` those of its folders too.

    A file's name is its entry's id: with ``only`` no other file is read.
    """
    for path in _yaml_files(folder, problems, deep=deep):
        if only is not None and path.stem != only:
            continue
        try:
            yield path, load(path, model, inside=folder, named=True)
        except BrokenFile as broken:
            problems.extend(broken.problems)


def _yaml_files(folder: Path, problems: list[Problem], *, deep: bool) -> list[Path]:
    try:
        inner = sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        problems.append(Problem(str(folder), 1, 1, "", f"the folder cannot be read: {error}"))
        return []
    found: list[Path] = []
    for path in inner:
        if path.name.startswith("."):
            continue
        if path.suffix == ".yml":
            problems.append(Problem(str(path), 1, 1, "", "ends in .yml and is not read; rename it to .yaml"))
        elif path.suffix == ".yaml":
            found.append(path)
        elif deep and path.is_dir() and not path.is_symlink():
            found += _yaml_files(path, problems, deep=False)
    return found


def _by_id(entries: dict[str, E]) -> Mapping[str, E]:
    return MappingProxyType(dict(sorted(entries.items())))
