"""What can be seen wrong with a bank across its files, without running anything.

An error makes the bank invalid; a warning is for the author to weigh. What has to be run to be seen (starters fail,
references pass, known-wrong solutions are caught, evidence holds) is the gate's to find.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from hotseat.counted import counted
from hotseat.question_bank.bank import Bank
from hotseat.question_bank.lint_course import check_agenda, check_checklist, check_team
from hotseat.question_bank.lint_files import check_code, check_strays
from hotseat.question_bank.lint_finding import Finding, Sheet
from hotseat.question_bank.lint_words import check_words
from hotseat.question_bank.model import Question
from hotseat.question_bank.problem import BrokenFile, Problem
from hotseat.question_bank.strict_yaml import read_text

CLARIFICATIONS, HINTS, FOLLOW_UPS, ASKS = 4, 3, 3, 3
"""The fewest that a question should have of each, and the fewest ways of asking for one clarification."""


def lint(bank: Bank, only: Collection[str] | None = None) -> tuple[Finding, ...]:
    """All findings in the order of files and lines; with ``only``, those about these questions."""
    found: list[Finding] = []
    for own in bank.questions:
        if only is None or own in only:
            try:
                found += lint_question(bank, bank.questions[own])
            except BrokenFile as broken:  # It was changed since the bank was loaded.
                found += map(_problem, broken.problems)
    if only is None:
        found += map(_problem, bank.problems)
        found += _strays(bank)
        found += _course(bank)
    return tuple(sorted(set(found)))


def _problem(problem: Problem) -> Finding:
    return Finding(problem.file, problem.line, "error", f"{problem.path}: {problem.message}".lstrip(": "))


def lint_question(bank: Bank, question: Question) -> list[Finding]:
    """The findings about one question of the bank and the files beside it."""
    pack, file = bank.pack_of(question.id), bank.file_of(question.id)
    sheet = Sheet(file)
    _check_parts(question, sheet)
    _check_follow_ups(question, sheet)
    folder = file.parent
    if folder != pack.questions and folder.name != question.topic:
        sheet.warn(f"lies in {folder.name}/ and its topic is {question.topic!r}", ("topic",))
    check_words(question, _solution(pack.code, question.id), sheet)
    beside = list(check_code(question, pack, sheet)) if question.kind == "code" else []
    return [*sheet.findings, *beside]


def _solution(code: Path, question: str) -> str | None:
    try:
        return read_text(code / "solutions" / f"{question}.py", inside=code)
    except BrokenFile:
        return None


def _check_parts(question: Question, sheet: Sheet) -> None:
    say = sheet.error if question.kind == "code" else sheet.warn
    if len(question.clarifications) < CLARIFICATIONS:
        has = counted(len(question.clarifications), "clarification")
        say(f"has {has}; write at least {CLARIFICATIONS}", ("clarifications",))
    if len(question.hints) < HINTS:
        say(f"has {counted(len(question.hints), 'hint')}; write {HINTS} rungs", ("hints",))
    for n, clarification in enumerate(question.clarifications):
        if len(clarification.asks) < ASKS:
            sheet.warn(
                f"clarification {clarification.id!r} has fewer than {ASKS} ways of asking", ("clarifications", n)
            )
    if question.contract is None:
        sheet.warn("has no contract: say in full what the answer is held to")
    if question.model_answer is None:
        sheet.warn("has no model answer")
    if not question.rubric:
        sheet.warn("has no rubric points for the spoken part")
    for n, point in enumerate(question.rubric):
        for name in ("phrases", "wrong"):
            if not getattr(point, name):
                sheet.warn(f"point {point.id!r} has no {name}", ("rubric", n))


def _check_follow_ups(question: Question, sheet: Sheet) -> None:
    if len(question.follow_ups) < FOLLOW_UPS:
        has = counted(len(question.follow_ups), "follow-up")
        sheet.warn(f"has {has}; write at least {FOLLOW_UPS}", ("follow_ups",))
    else:
        missing = {"deeper", "wider", "change"} - {f.kind for f in question.follow_ups}
        for kind in sorted(missing):
            sheet.warn(f"has no follow-up of the kind {kind!r}", ("follow_ups",))
    for n, follow_up in enumerate(question.follow_ups):
        if question.kind == "talk" and follow_up.trigger in ("passed", "failed"):
            sheet.error(
                f"follow-up {follow_up.id!r} waits for a verdict, and a question in words gets none",
                ("follow_ups", n, "trigger"),
            )
        if follow_up.minutes >= question.minutes:
            sheet.warn(
                f"follow-up {follow_up.id!r} takes {follow_up.minutes:g} of the question's {question.minutes:g} minutes",
                ("follow_ups", n, "minutes"),
            )


def _strays(bank: Bank) -> list[Finding]:
    # A question that could not be read still owns its files.
    known = {*bank.questions, *(Path(problem.file).stem for problem in bank.problems)}
    talks = {own for own, question in bank.summaries.items() if question.kind == "talk"}
    return [finding for pack in bank.packs for finding in check_strays(pack, known, talks)]


def _course(bank: Bank) -> list[Finding]:
    found: list[Finding] = []
    for own, agenda in bank.agendas.items():
        sheet = Sheet(bank.extra_files["agendas", own])
        check_agenda(agenda, bank, sheet)
        found += sheet.findings
    for own, checklist in bank.checklists.items():
        sheet = Sheet(bank.extra_files["checklists", own])
        check_checklist(checklist, sheet)
        found += sheet.findings
    for own, team in bank.teams.items():
        sheet = Sheet(bank.extra_files["teams", own])
        check_team(team, sheet)
        found += sheet.findings
    return found
