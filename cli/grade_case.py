"""``hotseat grade --case``: a contested verdict judged again, with the same code and seed, beside what was said then.

The bank of this machine judges. The checks that a case brings along are code from elsewhere: they run, sandboxed, only where
the person says that the case is to be trusted.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotseat import harmless
from hotseat.cli.banks import find, open_bank, unknown
from hotseat.cli.cases import versions
from hotseat.cli.places import Places
from hotseat.cli.trouble import CHECK_FAILED, ENVIRONMENT, OK, give, give_json, say, wrong_use

if TYPE_CHECKING:
    from hotseat.question_bank.model import Question
    from hotseat.question_bank.pack import Pack
    from hotseat.reference.verdict import Verdict
    from hotseat.review.case import Case

WORDS = {"passed": "PASS", "failed": "FAIL", "error": "ERROR", "timeout": "TIME", "not-run": "NOT RUN"}


@dataclass(frozen=True)
class Again:
    """A case judged again."""

    case: Case
    now: Verdict
    by: str
    """``bank`` or ``case``: whose checks judged."""
    same_bank: bool | None
    """Whether the bank's files are those that judged then; None where the bank did not judge."""

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """Each check by name, with its outcome then and now; empty where it was not among them."""
        then = {check.name: check.outcome for check in self.case.verdict.checks}
        now = {check.name: check.outcome for check in self.now.checks}
        return [(name, then.get(name, ""), now.get(name, "")) for name in dict.fromkeys([*then, *now])]

    @property
    def same(self) -> bool:
        """Whether the verdict and every check came out as they did then."""
        return self.now.verdict == self.case.verdict.verdict and all(then == now for _, then, now in self.rows)


def grade_case(here: Places, file: Path, *, trusted: bool, as_json: bool) -> int:
    """Judge a case again; returns 0 for the same verdict, 1 for another one, 3 where it was not judged."""
    from hotseat.review.case import BadCase, read_case

    try:
        case = read_case(file)
    except BadCase as fault:
        wrong_use(str(fault))
    if sys.stderr.isatty():
        say(f"Judging {harmless.line(file.name)} …")
    again = _by_case(case) if trusted else _by_bank(here, case, file)
    if as_json:
        give_json(_data(again, file))
    else:
        _tell(again, file)
    if again.now.verdict == "not-judged":
        return ENVIRONMENT
    return OK if again.same else CHECK_FAILED


def _by_bank(here: Places, case: Case, file: Path) -> Again:
    bank = open_bank(here)
    asked = find(bank, case.question) if case.question in bank.questions else None
    if asked is None or asked.kind != "code":
        first = unknown("question", case.question, [], "hotseat bank list")
        if case.checks is None:
            wrong_use(first)
        wrong_use(
            f"{first}\nThe case brings its own checks, which are code. If you trust where it comes from: "
            f"hotseat grade --case {harmless.line(str(file))} --trust-case"
        )
    same = bank.digest(asked.id) == case.digest if case.digest else None
    return Again(case, asyncio.run(_judged(bank.pack_of(asked.id), asked, case)), "bank", same)


def _by_case(case: Case) -> Again:
    from hotseat.question_bank.pack import Pack
    from hotseat.question_bank.trust import OWN
    from hotseat.review.case import BadCase, material

    try:
        brought = material(case)
    except BadCase as fault:
        wrong_use(f"{fault} Leave --trust-case out to judge it with your own bank.")
    name = f"{brought.question.id}.py"
    with tempfile.TemporaryDirectory(prefix="hotseat-case-") as folder:
        texts = {"starters": brought.starter, "checks": brought.checks, "solutions": brought.reference}
        for kind, text in texts.items():
            (Path(folder) / kind).mkdir()
            (Path(folder) / kind / name).write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
        verdict = asyncio.run(_judged(Pack.at(Path(folder), "case", OWN), brought.question, case))
    return Again(case, verdict, "case", None)


async def _judged(pack: Pack, question: Question, case: Case) -> Verdict:
    from hotseat.reference.judge import Judge

    judge = Judge([pack])
    try:
        return await judge.judge(question, case.code, seed=case.seed)
    finally:
        await judge.close()


def _changed(case: Case) -> list[tuple[str, str, str]]:
    """The versions that differ: name, then, now."""
    here = versions()
    names = [name for name in here if name in case.versions and case.versions[name] != here[name]]
    return [(name, case.versions[name] or "none", here[name] or "none") for name in names]


def _data(again: Again, file: Path) -> dict[str, Any]:
    then, now = again.case.verdict, again.now.to_dict()
    told = {check["name"]: check["message"] for check in now.pop("checks")}
    return {
        "question": again.case.question,
        "file": str(file),
        "same": again.same,
        "judged_by": again.by,
        "same_bank": again.same_bank,
        "seed": again.case.seed,
        "reason": again.case.reason,
        "then": {"verdict": then.verdict, "score": then.score, "reason": then.reason, "versions": again.case.versions},
        "now": {**now, "versions": dict(versions())},
        "checks": [
            {"name": name, "then": before or None, "now": after or None, "message": told.get(name, "")}
            for name, before, after in again.rows
        ],
    }


def _tell(again: Again, file: Path) -> None:
    case, then, now = again.case, again.case.verdict, again.now
    when = f", contested {harmless.line(case.contested[:16].replace('T', ' '), 20)} UTC" if case.contested else ""
    give(f"{harmless.line(str(file))}: {case.question}, submission {case.submission}{when}")
    for row in harmless.plain(case.reason).splitlines():
        give(f"  > {row}")
    give(f"  then  {then.verdict}, score {then.score:.2f}")
    give(f"  now   {now.verdict}, score {now.score:.2f}, {now.seconds:.2f} s, same seed")
    for sentence in _notes(again):
        give(f"  {sentence}")
    for note in now.notes:
        give(f"  {harmless.line(note, 300)}")
    if now.verdict == "not-judged":
        give(f"Not judged. {harmless.line(now.reason, 300)}")
        return
    give(f"  {'then':9}{'now':9}")
    messages = {check.name: check for check in now.checks}
    for name, before, after in again.rows:
        mark = " " if before == after else "*"
        check = messages.get(name)
        hidden = " (hidden)" if check and check.hidden else ""
        give(f"{mark} {WORDS.get(before, '-'):9}{WORDS.get(after, '-'):9}{harmless.line(name)}{hidden}")
        if check and check.outcome != "passed" and check.message:
            for row in check.message.splitlines():
                give(f"                    {row}")
    if now.reason and not now.checks:
        give(f"  {harmless.line(now.reason, 300)}")
    give("The same verdict as then." if again.same else "Not the same as then; an asterisk marks what differs.")


def _notes(again: Again) -> list[str]:
    """What one must know to weigh the two verdicts against each other."""
    found: list[str] = []
    if again.by == "case":
        found.append("Judged with the checks that the case brought along.")
    elif again.same_bank is False:
        found.append("The question, its checks or its reference have changed since; judged with those of your bank.")
    elif again.same_bank is None:
        found.append("The case does not say which checks judged it then; judged with those of your bank.")
    changed = _changed(again.case)
    if changed:
        told = ", ".join(f"{name} {harmless.line(then, 40)} then and {now} now" for name, then, now in changed)
        found.append(f"Other versions: {told}.")
    return found
