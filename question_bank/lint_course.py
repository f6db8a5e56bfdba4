"""Faults in what an interview is made from besides its questions: agendas, checklists, teams."""

from __future__ import annotations

from hotseat.counted import counted
from hotseat.question_bank.bank import Bank
from hotseat.question_bank.draw import draw_plan, suits
from hotseat.question_bank.interview_model import Agenda, Checklist, Section, Team
from hotseat.question_bank.lint_finding import Sheet

CHECKLIST_SIZES = {"before": 6, "habits": 5, "mindsets": 5, "reminders": 5, "tips": 4}
"""How many items each part of a checklist has."""
_SEEDS = range(10)
"""Draws that are tried; what fails with one of them will happen to somebody."""


def check_agenda(agenda: Agenda, bank: Bank, sheet: Sheet) -> None:
    """Note draws that name strangers, that can never be filled, or that some seeds leave short."""
    before = len(sheet.findings)
    for n, section in enumerate(agenda.sections):
        if section.kind == "questions" and not section.draw:
            sheet.error(f"section {section.id!r} draws no question", ("sections", n))
        _check_draws(section, n, bank, sheet)
    if len(sheet.findings) > before:
        return
    short: dict[str, str] = {}
    for seed in _SEEDS:
        drawn = draw_plan(agenda, bank.summaries, seed=seed)
        short.update({name: f"with seed {seed} {why}" for name, why in (*drawn.unfilled, *drawn.dropped)})
    for name, why in short.items():
        sheet.warn(f"{name}: {why}", ("sections",))


def _check_draws(section: Section, n: int, bank: Bank, sheet: Sheet) -> None:
    for m, draw in enumerate(section.draw):
        for k, own in enumerate(draw.ids):
            if own not in bank.questions:
                near = bank.nearest(own, 1)
                meant = f", did you mean {near[0]!r}?" if near else ""
                sheet.error(f"the bank has no question {own!r}{meant}", ("sections", n, "draw", m, "ids", k))
        if draw.ids:
            continue
        fits = sum(suits(q, draw) and q.minutes <= section.minutes for q in bank.summaries.values())
        if fits < draw.count:
            sheet.error(
                f"section {section.id!r} can never be filled: it asks for {counted(draw.count, 'question')} and "
                f"{'1 suits and fits' if fits == 1 else f'{fits} suit and fit'} into {section.minutes:g} minutes",
                ("sections", n, "draw", m),
            )


def check_checklist(checklist: Checklist, sheet: Sheet) -> None:
    """Note parts that have more or fewer items than they should."""
    for part, size in CHECKLIST_SIZES.items():
        found = len(getattr(checklist, part))
        if found != size:
            sheet.error(f"{part} holds {counted(found, 'item')} and should hold {size}", (part,))


def check_team(team: Team, sheet: Sheet) -> None:
    """Note groups of own questions to which the team has no answer."""
    for group in ("technical", "business", "team"):
        if not any(fact.group == group for fact in team.facts):
            sheet.error(f"has no fact of the group {group!r}", ("facts",))
    if not team.specific:
        sheet.warn("names no words that make a question specific to this team")
