"""``hotseat pack check``: a pack is looked over where it lies, in a folder or an archive, without being installed.

First its words and files, with a line each; then, in the judge's sandbox, whether its code holds.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from hotseat import harmless
from hotseat.cli.banks import faults_now, give_finding, tell_lacking
from hotseat.cli.places import Places
from hotseat.cli.trouble import CHECK_FAILED, ENVIRONMENT, OK, give, give_json, is_tty, lacking, say, wrong_use

if TYPE_CHECKING:
    from hotseat.cli.packs import PackFacts
    from hotseat.question_bank.bank import Bank
    from hotseat.question_bank.lint_finding import Finding
    from hotseat.question_bank.pack import Pack
    from hotseat.question_bank.pack_source import Source


def check_pack(
    here: Places,
    given: Path,
    questions: Sequence[str],
    *,
    quick: bool,
    yes: bool,
    strict: bool,
    as_json: bool,
) -> int:
    """Look a pack over; returns the exit code that :mod:`hotseat.cli.pack_authoring` promises."""
    from hotseat.cli.packs import unvouched
    from hotseat.cli.trust import TrustStore
    from hotseat.question_bank.pack import Pack
    from hotseat.question_bank.trust import OWN

    given = given.expanduser()
    source = opened(given)
    with unpacked(given, source) as folder:
        pack = Pack.at(folder, source.name, TrustStore(here.trust).trust_in(folder))
        bank = bank_of(pack)
        chosen = _chosen(bank, questions)
        report = _Report(given, folder, as_json)
        for finding in quick_findings(bank, pack, source, chosen if questions else None):
            report.tell(finding)
        run = [] if quick else _with_code(bank, chosen)
        left = tell_lacking(bank, run)
        run = [name for name in run if name not in left]
        if run and (found := unvouched(bank, pack)) is not None:
            if _agreed(found, yes):
                # What is run is what the person just agreed to have run, this once: nothing of it is remembered.
                bank = bank_of(Pack.at(folder, source.name, OWN))
            else:
                run, left = [], left | set(run)
        if run:
            asyncio.run(_gate(bank, run, report))
        ran = "nothing" if not run else "some" if left else "all"
        report.sum(pack.name, len(chosen), ran)
    if report.errors or (strict and report.warnings):
        return CHECK_FAILED
    return ENVIRONMENT if left else OK


def opened(given: Path) -> Source:
    """A pack's folder or archive, its names, sizes and links looked at; exits where it is none."""
    from hotseat.question_bank.pack_source import BadSource, open_source

    try:
        return open_source(given)
    except BadSource as fault:
        wrong_use(str(fault))
    except OSError as fault:
        lacking(f"{harmless.line(str(given), 200)} cannot be read: {fault.strerror or fault}.")


@contextmanager
def unpacked(given: Path, source: Source) -> Generator[Path]:
    """The folder itself, or a private one with what an archive holds, which is gone afterwards."""
    from hotseat.question_bank.pack_source import BadSource

    if given.is_dir():
        yield given.resolve()
        return
    made = Path(tempfile.mkdtemp(prefix="hotseat-pack-"))
    try:
        try:
            for file in source.files:
                path = made / source.name / file.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(source.read(file))
        except BadSource as fault:
            wrong_use(str(fault))
        except OSError as fault:
            lacking(f"{harmless.line(str(given), 200)} cannot be unpacked: {fault.strerror or fault}.")
        yield made / source.name
    finally:
        shutil.rmtree(made, ignore_errors=True)


def bank_of(pack: Pack) -> Bank:
    """A bank of nothing but this pack, read now."""
    from hotseat.question_bank.bank import load_bank

    return load_bank([pack], [])


def quick_findings(bank: Bank, pack: Pack, source: Source | None, only: set[str] | None) -> list[Finding]:
    """All that can be seen of a pack without running anything, in the order of files and lines.

    ``source`` is what an installation would take of it; ``only`` names the questions that are asked about.
    """
    from hotseat.question_bank.lint import lint

    found = list(lint(bank, only))
    found += _of_the_card(pack.code, source is not None)
    found += _of_checkers(bank, pack, only)
    found += _clashes(bank, only)
    found += _left_out(pack.code, source)
    return sorted(set(found))


def _of_the_card(folder: Path, wanted: bool) -> list[Finding]:
    from hotseat.question_bank.lint_finding import Finding
    from hotseat.question_bank.pack_card import CARD, read_card
    from hotseat.question_bank.problem import BrokenFile

    try:
        there = read_card(folder)
    except BrokenFile as broken:
        return [Finding(p.file, p.line, "error", f"{p.path}: {p.message}".lstrip(": ")) for p in broken.problems]
    if there is None and wanted:
        return [Finding(str(folder / CARD), 1, "warning", "is not there: give the pack a version and a title")]
    return []


def _of_checkers(bank: Bank, pack: Pack, only: set[str] | None) -> list[Finding]:
    from hotseat.question_bank.problem import BrokenFile
    from hotseat.question_bank.strict_yaml import read_text
    from hotseat.reference.checkers_named import findings

    found: list[Finding] = []
    for name in only if only is not None else bank.summaries:
        path = pack.checks(name)
        if path.exists():
            try:
                found += findings(path, read_text(path, inside=pack.code))
            except BrokenFile:
                continue  # The linter tells what is wrong with it.
    return found


def _clashes(bank: Bank, only: set[str] | None) -> list[Finding]:
    """Questions whose ids the built-in pack has: installed, they would never be asked."""
    from hotseat.question_bank.lint_finding import Finding
    from hotseat.reference.builtin import builtin_pack

    taken = {path.stem for path in builtin_pack().questions.rglob("*.yaml")}
    mine = taken & (set(bank.summaries) if only is None else only)
    said = "Hotseat's own pack has a question of this id, which would go before this one; choose another id"
    return [Finding(str(bank.file_of(name)), 1, "error", said) for name in mine]


def _left_out(folder: Path, source: Source | None) -> list[Finding]:
    from hotseat.question_bank.lint_finding import Finding

    names = source.left_out if source is not None else ()
    return [Finding(str(folder / name), 1, "warning", "belongs to no pack and is not installed") for name in names]


def _chosen(bank: Bank, questions: Sequence[str]) -> set[str]:
    from hotseat.cli.banks import unknown

    for name in questions:
        if name not in bank.questions and not any(Path(p.file).stem == name for p in bank.problems):
            wrong_use(unknown("question", name, bank.nearest(name), ", ".join(bank.questions) or "none"))
    return set(questions) & set(bank.questions) if questions else set(bank.questions)


def _with_code(bank: Bank, chosen: set[str]) -> list[str]:
    """The questions of which there is something to run, sorted."""
    return [q for q in sorted(chosen) if bank.summaries[q].kind == "code" or bank.questions[q].evidence]


def _agreed(found: PackFacts, yes: bool) -> bool:
    """Whether the code of a pack may be run, this once; asks where a person can say so."""
    if yes:
        return True
    if is_tty(sys.stdin):
        for line in found.lines()[:-1]:  # Where it lies was just said by the person.
            say(line)
        if typer.confirm("Run its code in the sandbox now? Nothing is trusted by that.", default=False, err=True):
            return True
    say("Its code was not run. --yes runs it in the sandbox without asking.")
    return False


async def _gate(bank: Bank, chosen: Sequence[str], report: _Report) -> None:
    """Run what must be run to be seen, question by question, and tell what is wrong."""
    from hotseat.reference.judge import Judge

    judge = Judge(bank.packs, keeps_examiners=True)
    try:
        for n, name in enumerate(chosen, 1):
            began = time.monotonic()
            faults = await faults_now(judge, bank, name)
            for fault in faults:
                report.tell(place_of(bank, fault.question, fault.file, fault.message))
            state = f"{len(faults)} wrong" if faults else "holds"
            say(f"[{n}/{len(chosen)}] {name}: {state}, {time.monotonic() - began:.1f} s")
    finally:
        await judge.close()


def place_of(bank: Bank, question: str, file: str, message: str) -> Finding:
    """A fault that running has shown, with the file and the line where its author should look."""
    from hotseat.question_bank.lint_finding import Sheet

    kind, _, rest = file.partition(" ")
    if kind == "evidence":
        sheet = Sheet(bank.file_of(question))
        cells = [cell.id for cell in bank.questions[question].evidence]
        sheet.error(f"evidence {rest!r}: {message}", ("evidence", cells.index(rest) if rest in cells else 0))
        return sheet.findings[0]
    sheet = Sheet(bank.pack_of(question).code / file if file else bank.file_of(question))
    sheet.error(f"{question}: {message}")
    return sheet.findings[0]


class _Report:
    """Tells findings with the names that the person used, and counts them."""

    def __init__(self, given: Path, folder: Path, as_json: bool) -> None:
        self._given, self._folder, self._json = given, folder, as_json
        self.errors = self.warnings = 0

    def tell(self, finding: Finding) -> None:
        path = Path(finding.file)
        inside = path.is_relative_to(self._folder)
        file = harmless.line(str(self._given / path.relative_to(self._folder)) if inside else finding.file, 400)
        if finding.severity == "error":
            self.errors += 1
        else:
            self.warnings += 1
        give_finding(finding.severity, file, finding.line, finding.message, as_json=self._json)

    def sum(self, pack: str, questions: int, ran: str) -> None:
        """Say what all of it comes to; ``ran`` is how much of the code was run: all, some or nothing."""
        if self._json:
            told = {"pack": pack, "questions": questions, "errors": self.errors, "warnings": self.warnings, "ran": ran}
            give_json(told)
            return
        counted = [(questions, "question"), (self.errors, "error"), (self.warnings, "warning")]
        words = [f"{n} {what}{'' if n == 1 else 's'}" for n, what in counted]
        how = {"all": "all code was run", "some": "some code was not run", "nothing": "no code was run"}[ran]
        give(f"{harmless.line(pack, 60)}: {', '.join(words)}; {how}.")
