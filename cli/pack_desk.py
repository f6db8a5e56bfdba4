"""What the preview of a pack is made of: its files as they are now, the linter's findings, and the gate for one question."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hotseat import harmless
from hotseat.front.pack_preview import FindingLine, PackLine, PackView, QuestionSheet, SolutionLine
from hotseat.front.service import NeedsTrust, Trouble

if TYPE_CHECKING:
    from hotseat.cli.places import Places
    from hotseat.question_bank.bank import Bank
    from hotseat.question_bank.lint_finding import Finding
    from hotseat.question_bank.pack import Pack


class PackDesk:
    """Looks at packs for the screens; what takes time goes to threads."""

    _here: Places

    async def packs(self) -> Sequence[PackLine]:
        return await asyncio.to_thread(_lines, self._here)

    async def preview(self, folder: str) -> PackView:
        try:
            return await asyncio.to_thread(pack_view, Path(folder))
        except (OSError, ValueError) as fault:
            why = getattr(fault, "strerror", None) or fault
            raise Trouble(f"{harmless.line(folder, 200)} cannot be read: {why}.") from None

    async def preview_stamp(self, folder: str) -> str:
        return await asyncio.to_thread(stamp, Path(folder))

    async def try_out(self, folder: str, question: str, *, agreed: bool = False) -> Sequence[FindingLine]:
        from hotseat.cli.pack_check import bank_of
        from hotseat.cli.packs import unvouched
        from hotseat.cli.trust import TrustStore
        from hotseat.question_bank.pack import Pack
        from hotseat.question_bank.trust import OWN

        top = Path(folder)
        pack = Pack.at(top, _name(top), TrustStore(self._here.trust).trust_in(top))
        bank = await asyncio.to_thread(bank_of, pack)
        if question not in bank.questions:
            raise Trouble(f"{question} cannot be read, so nothing of it can be run. The findings say why.")
        found = await asyncio.to_thread(unvouched, bank, pack)
        if found is not None:
            if not agreed:
                raise NeedsTrust(pack.name, found.lines())
            pack = Pack.at(top, pack.name, OWN)
            bank = await asyncio.to_thread(bank_of, pack)
        return await _gate(bank, pack, question)


async def _gate(bank: Bank, pack: Pack, question: str) -> list[FindingLine]:
    from hotseat.cli.pack_check import place_of
    from hotseat.question_bank.engines import lack
    from hotseat.question_bank.problem import BrokenFile
    from hotseat.reference.gate import faults_of
    from hotseat.reference.judge import Judge

    if missing := lack(bank.summaries[question].packages):
        raise Trouble(f"{question} {missing}")
    judge = Judge([pack], keeps_examiners=True)
    try:
        faults = await faults_of(judge, bank.questions[question], pack)
        return [
            _line(place_of(bank, question, fault.file, fault.message), pack.code, {question}, ran=True)
            for fault in faults
        ]
    except BrokenFile as fault:
        raise Trouble(str(fault)) from None
    finally:
        await judge.close()


def _lines(here: Places) -> list[PackLine]:
    """The packs of this person, but for what ships with Hotseat."""
    from hotseat.cli.packs import packs_of
    from hotseat.question_bank.pack_card import version_of

    found: list[PackLine] = []
    for pack in packs_of(here)[0]:
        if pack.trust.stands != "shipped":
            count = sum(1 for _ in pack.questions.rglob("*.yaml"))
            found.append(PackLine(pack.name, version_of(pack.code), str(pack.code), count))
    return found


def pack_view(folder: Path) -> PackView:
    """The pack in a folder as it is now; first among its findings is why it could not be installed, where that is so.

    Raises Trouble where there is none, and OSError.
    """
    from hotseat.cli.pack_check import bank_of, quick_findings
    from hotseat.question_bank.pack import Pack
    from hotseat.question_bank.pack_card import version_of
    from hotseat.question_bank.pack_source import BadSource, open_source

    folder = folder.expanduser().resolve()
    if not (folder / "questions").is_dir():
        shown = harmless.line(str(folder), 200)
        raise Trouble(f"There is no pack in {shown}: it holds no questions/. To begin one: hotseat pack new {shown}")
    seen = stamp(folder)
    pack = Pack.at(folder, _name(folder))
    bank = bank_of(pack)
    try:
        source, refused = open_source(folder), ""
    except BadSource as fault:
        source, refused = None, str(fault)
    broken = {Path(p.file).stem for p in bank.problems if Path(p.file).is_relative_to(pack.questions)} - set(
        bank.questions
    )
    ids = {*bank.questions, *broken}
    lines = [_line(finding, folder, ids) for finding in quick_findings(bank, pack, source, None)]
    if refused:
        lines.insert(0, FindingLine("", "error", "", 1, refused))
    sheets = [_sheet(bank, pack, name) for name in sorted(ids)]
    return PackView(pack.name, version_of(folder), str(folder), tuple(sheets), tuple(lines), seen)


def stamp(folder: Path) -> str:
    """What a pack's folder looks like: the names, sizes and times of its files. Never raises."""
    from hotseat.question_bank.pack_card import CARD
    from hotseat.question_bank.trust import FOLDERS

    total = hashlib.sha256()
    todo = [folder / name for name in ("questions", *FOLDERS)]
    while todo:
        try:
            with os.scandir(todo.pop()) as entries:
                for entry in sorted(entries, key=lambda e: e.name):
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(Path(entry.path))
                        continue
                    found = entry.stat(follow_symlinks=False)
                    total.update(
                        f"{entry.path}\0{found.st_mtime_ns}\0{found.st_size}\0{found.st_ino}\n".encode(
                            "utf-8", "replace"
                        )
                    )
        except OSError:
            total.update(b"-")
    try:
        card = (folder / CARD).stat()
        total.update(f"{card.st_mtime_ns}\0{card.st_size}".encode())
    except OSError:
        total.update(b"-")
    return total.hexdigest()


def _name(folder: Path) -> str:
    return harmless.line(folder.resolve().name, 60) or "pack"


def _line(finding: Finding, folder: Path, ids: set[str], *, ran: bool = False) -> FindingLine:
    path = Path(finding.file)
    inside = path.is_relative_to(folder)
    own = path.stem.partition("__")[0] if inside and path.parent != folder else ""
    file = path.relative_to(folder).as_posix() if inside else finding.file
    return FindingLine(own if own in ids else "", finding.severity, file, finding.line, finding.message, ran)


def _sheet(bank: Bank, pack: Pack, name: str) -> QuestionSheet:
    from hotseat.question_bank.checks_told import checks_told
    from hotseat.question_bank.problem import BrokenFile

    try:
        question = bank.questions[name]
    except (KeyError, BrokenFile):
        return QuestionSheet(name, None)
    try:
        texts = pack.run_texts(name)
        right, wrong = pack.beside("right", name), pack.beside("wrong", name)
    except BrokenFile:
        texts, right, wrong = {}, {}, {}  # The findings say what is wrong with them.
    own = f"{name}.py"
    return QuestionSheet(
        name,
        question,
        harmless.plain(texts.get(f"starters/{own}", "")),
        harmless.plain(texts.get(f"solutions/{own}", "")),
        checks_told(texts.get(f"checks/{own}", "")),
        tuple(_solution(*one) for one in right.items()),
        tuple(_solution(*one) for one in wrong.items()),
    )


def _solution(file: str, text: str) -> SolutionLine:
    from hotseat.question_bank.lint_files import flaws
    from hotseat.question_bank.python_text import NotPython, docstring

    try:
        told = docstring(text)
    except NotPython:
        told = ""
    first = told.strip().partition("\n")[0]
    return SolutionLine(file, "" if first.startswith("fails:") else harmless.line(first, 200), tuple(flaws(told)))
