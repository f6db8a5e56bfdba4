"""The bank as this person has it: the built-in pack and, over it, their own and those they were given."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hotseat import harmless
from hotseat.cli.places import Places
from hotseat.cli.trouble import give, give_json, is_tty, lacking, say, wrong_use

if TYPE_CHECKING:
    from hotseat.question_bank.bank import Bank
    from hotseat.question_bank.draw import Wanted
    from hotseat.question_bank.model import Question
    from hotseat.question_bank.notebook import Notebook
    from hotseat.question_bank.reading import Progress
    from hotseat.question_bank.summary import Summary
    from hotseat.reference.gate import Fault
    from hotseat.reference.judge import Judge


def open_bank(places: Places, progress: Progress | None = None, stop: threading.Event | None = None) -> Bank:
    """Everything that can be read, as it is now; what cannot is in its ``problems``.

    Only what has changed since the last time is read. Where that takes long, it is told on the terminal, or to ``progress``.
    Raises :class:`~hotseat.question_bank.reading.Stopped` once ``stop`` is set.
    """
    from dataclasses import replace

    from hotseat.cli.packs import packs_of
    from hotseat.question_bank.bank import BUILTIN, load_bank
    from hotseat.question_bank.index import Index
    from hotseat.question_bank.problem import Problem

    packs, missing = packs_of(places)
    # Agendas, teams and the like steer every interview, so they are the person's own to add and not any pack's.
    extras = [BUILTIN, *(pack.code for pack in packs if pack.code == places.own_pack)]
    told = progress or _Meter()
    try:
        bank = load_bank(packs, extras, Index(places.index), progress=told, stop=stop)
    finally:
        if isinstance(told, _Meter):
            told.end()
    if not missing:
        return bank
    lost = [Problem(str(places.settings), 1, 1, "packs", f"there is no folder {folder}") for folder in missing]
    return replace(bank, problems=(*bank.problems, *lost))


PAGE = 60
"""Questions that are told of before the bank has been looked through."""


def glance(places: Places) -> list[Summary]:
    """The first questions by id as they were when the bank was last read, without a look at any file of it."""
    from hotseat.cli.packs import packs_of
    from hotseat.question_bank.bank import first_page
    from hotseat.question_bank.index import Index

    return [told for told, _ in first_page(packs_of(places)[0], Index(places.index), PAGE)[1]]


class _Meter:
    """Tells on the terminal how far the reading is, once it has taken a second; its line goes in the end."""

    def __init__(self) -> None:
        self._due = time.monotonic() + 1
        self._told = False

    def __call__(self, done: int, of: int) -> None:
        if time.monotonic() < self._due or not is_tty(sys.stderr):
            return
        self._due = time.monotonic() + 0.1
        self._told = True
        print(f"\rReading the bank: {done:,} of {of:,} files ", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._told:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def tell_problems(bank: Bank) -> None:
    """Say what could not be read, a line each."""
    for problem in bank.problems:
        say(str(problem))


def tell_lacking(bank: Bank, questions: Sequence[str]) -> set[str]:
    """Those of these questions that need a library which is not here; says so, a line each."""
    from hotseat.question_bank.engines import lack

    found: set[str] = set()
    for name in questions:
        if (missing := lack(bank.summaries[name].packages)) is not None:
            say(f"{name} {missing}")
            found.add(name)
    return found


def give_finding(severity: str, file: str, line: int, message: str, *, as_json: bool) -> None:
    """One thing that is wrong or could be better, as a line of data."""
    if as_json:
        give_json({"severity": severity, "file": file, "line": line, "message": message})
    else:
        give(f"{file}:{line}: {severity}: {message}")


async def faults_now(judge: Judge, bank: Bank, question: str) -> list[Fault]:
    """What running a question shows to be wrong; a file that was changed since the bank was read, and is broken, is among it."""
    from hotseat.question_bank.problem import BrokenFile
    from hotseat.reference.gate import Fault, faults_of

    try:
        return await faults_of(judge, bank.questions[question], bank.pack_of(question))
    except BrokenFile as broken:
        return [Fault(question, problem.file, problem.message) for problem in broken.problems]


def find(bank: Bank, question: str) -> Question:
    """The question with this id; exits with the nearest ids where there is none, and with what is wrong with its file."""
    from hotseat.question_bank.problem import BrokenFile

    if question in bank.questions:
        try:
            return bank.questions[question]
        except BrokenFile as broken:
            lacking(str(broken))
    if unread := [problem for problem in bank.problems if Path(problem.file).stem == question]:
        lacking("\n".join(map(str, unread)))
    wrong_use(unknown("question", question, bank.nearest(question), "hotseat bank list"))


def check_available(question: Question) -> None:
    """Exit with what would help where this machine lacks a library that the question's code needs."""
    from hotseat.question_bank.engines import unavailable_sentence

    if sentence := unavailable_sentence(question):
        lacking(sentence)


def unknown(what: str, name: str, near: Sequence[str], where: str) -> str:
    """The sentence for an unknown id; ``where`` lists the known ones, or is the command that does."""
    shown = harmless.line(name, 60)
    hint = f" Did you mean {_either(near)}?" if near else ""
    return f"There is no {what} called {shown!r}.{hint} All of them: {where}"


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def check_interview(places: Places, agenda: str, minutes: float | None, wishes: Wanted) -> None:
    """Exit where an interview is asked for that cannot be: an unknown agenda, an odd length, nothing that fits."""
    if minutes is not None and not 5 <= minutes <= 480:
        wrong_use(f"An interview takes between 5 and 480 minutes, not {minutes:g}.")
    if not agenda and not wishes:
        return
    bank = open_bank(places)
    if agenda and agenda not in bank.agendas:
        import difflib

        near = difflib.get_close_matches(agenda, bank.agendas, 3, 0.4)
        wrong_use(unknown("agenda", agenda, near, ", ".join(bank.agendas)))
    check_any(bank, wishes)


def check_persona(places: Places, persona: str) -> None:
    """Exit where an interviewer is asked for whom the bank does not know; an empty name asks for nobody."""
    if not persona:
        return
    bank = open_bank(places)
    if persona not in bank.personas:
        import difflib

        near = difflib.get_close_matches(persona, bank.personas, 3, 0.4)
        wrong_use(unknown("persona", persona, near, ", ".join(bank.personas)))


LARGEST_ADVERT = 200_000
"""Bytes in a job advert; more is no advert."""


def advert_text(file: Path) -> str:
    """What a job advert says; exits where the file cannot be read or holds no text."""
    shown = harmless.line(str(file))
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST_ADVERT + 1)
    except OSError as fault:
        wrong_use(f"The advert {shown} cannot be read: {fault.strerror or fault}.")
    if len(data) > LARGEST_ADVERT:
        wrong_use(f"{shown} is larger than {LARGEST_ADVERT:,} bytes; give the advert alone, as plain text.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        wrong_use(f"{shown} is no plain text in UTF-8. Copy the advert's words into a text file and give that.")
    if not text.strip() or "\0" in text:
        wrong_use(f"{shown} holds no text. Copy the advert's words into it.")
    return text


def notebook_of(file: Path) -> Notebook:
    """The notebook in a file; exits where it is none. ``take-home`` is Hotseat's own, unless there is such a file."""
    from hotseat.question_bank.notebook import NotANotebook, read_notebook, take_home

    if str(file) == "take-home" and not file.exists():
        return take_home()
    try:
        return read_notebook(file)
    except NotANotebook as fault:
        wrong_use(str(fault))


def check_any(bank: Bank, wishes: Wanted) -> None:
    """Exit where the bank has questions and none of them is wanted."""
    if bank.questions and not any(wishes.holds(q) for q in bank.summaries.values()):
        wrong_use("No question of the bank is of that topic, level and kind. See: hotseat bank list")


def wanted(topic: Sequence[str], level: Sequence[str], kind: Sequence[str]) -> Wanted:
    """The filters of the command line; exits when a value is none of the known ones."""
    import difflib
    from typing import get_args

    from hotseat.question_bank.draw import Wanted
    from hotseat.question_bank.model import Kind, Level, Topic

    for option, given, known in (("topic", topic, Topic), ("level", level, Level), ("kind", kind, Kind)):
        values = get_args(known)
        for value in given:
            if value not in values:
                near = difflib.get_close_matches(value, values, 3, 0.4)
                hint = f" Did you mean {_either(near)}?" if near else ""
                wrong_use(f"--{option} {value!r} is none of {', '.join(values)}.{hint}")
    return Wanted(frozenset(topic), frozenset(level), frozenset(kind))
