"""What a session will ask, settled before it begins: the first event of an interview or of a practice."""

from __future__ import annotations

import platform
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from hotseat import __version__, harmless
from hotseat.cli.banks import unknown
from hotseat.cli.packs import askable, closed_pack, waits
from hotseat.cli.settings import Settings
from hotseat.interview import events as e
from hotseat.interview.incidents import planned, with_leak
from hotseat.interview.plan import Plan, PlannedSection, SectionKind, one_question, to_data
from hotseat.question_bank.engines import unavailable, unavailable_sentence
from hotseat.question_bank.problem import BrokenFile

if TYPE_CHECKING:
    from hotseat.cli.packs import PackFacts
    from hotseat.question_bank.adverts import Named
    from hotseat.question_bank.bank import Bank
    from hotseat.question_bank.draw import Drawn, Wanted
    from hotseat.question_bank.interview_model import Agenda, Persona
    from hotseat.question_bank.model import Question
    from hotseat.question_bank.notebook import Notebook
    from hotseat.question_bank.summary import Summary
    from hotseat.review.plan_facts import Facts
    from hotseat.review.schedule_choice import Pick


DRAWN = 3
"""Questions of a practice that is drawn rather than named."""


class CannotStart(Exception):
    """A session cannot be begun or gone on with; the text says why and what to do."""


class InUse(CannotStart):
    """Another process has the session open."""

    def __init__(self, session: str, pid: int | None) -> None:
        where = f"process {pid}" if pid else "another process"
        super().__init__(f"{session} is open in {where}. Close it there first.")
        self.pid = pid


class NotTrusted(CannotStart):
    """The question's pack must be trusted first."""

    def __init__(self, pack: PackFacts) -> None:
        super().__init__(waits(pack))
        self.pack = pack


def interview_started(
    bank: Bank,
    agenda: str,
    *,
    seed: int | None,
    minutes: float | None,
    wanted: Wanted,
    persona: str,
    seen: list[str],
    advert: str | None = None,
    final: bool = False,
    notebook: Notebook | None = None,
) -> e.SessionStarted:
    """The first event of an interview: everything drawn. Raises CannotStart where the agenda cannot be played.

    It leans to what the text of a job ``advert`` names. The ``final`` mock gets the questions that were kept back for it.
    Half of the deep dive asks about the ``notebook``, where one is given.
    """
    from hotseat.question_bank.adverts import named_in
    from hotseat.question_bank.draw import Odds, draw_plan, kept_back

    if agenda not in bank.agendas:
        raise CannotStart(unknown("agenda", agenda, list(bank.agendas), ", ".join(bank.agendas)))
    course = bank.agendas[agenda]
    seed = secrets.randbelow(2**31) if seed is None else seed
    if minutes is not None and not 5 <= minutes <= 480:
        raise CannotStart(f"An interview takes between 5 and 480 minutes, not {minutes:g}.")
    named = named_in(advert or "")
    odds = Odds({n.topic: n.odds for n in named}, kept_back(bank.questions), final)
    drawn = draw_plan(course, askable(bank), seed=seed, seen=seen, minutes=minutes, wanted=wanted, odds=odds)
    if not drawn.questions:
        reasons = "; ".join(why for _, why in (*drawn.unfilled, *drawn.dropped)) or "the bank is empty"
        raise CannotStart(f"No question fits this interview: {reasons}. Ask for less, or for a longer one.")
    own = notebook_questions_on(notebook, seed) if notebook is not None else {}
    drawn = _with_notebook(drawn, course, bank, own)
    happens = {s.id: planned(s.incidents, s.id, seed) for s in course.sections}
    sections = tuple(
        PlannedSection(s.id, s.title, cast(SectionKind, s.kind), s.minutes * 60, s.questions, happens[s.id])
        for s in drawn.sections
        if s.kind != "questions" or s.questions
    )
    called = {s.id: s.title for s in course.sections} | {i: q.title for i, q in bank.summaries.items()}
    unasked = ((i, _why_not(bank, i) or why) for i, why in drawn.dropped)
    # Two draws of a section may lack the same.
    dropped = tuple(dict.fromkeys((called.get(i, i), why) for i, why in (*unasked, *drawn.unfilled)))
    notes = (
        *_length(course, minutes),
        *_notes(named, advert is not None, final and any(q in odds.kept_back for q in drawn.questions)),
    )
    plan = Plan(course.title, sections, dropped, notes)
    return _started(bank, "interview", plan, drawn.questions, seed, persona, own, notebook)


def _length(course: Agenda, minutes: float | None) -> tuple[str, ...]:
    """What another length than the course's own does to it, in a sentence; none where it is the same."""
    if minutes is None or abs(minutes - course.minutes) < 1:
        return ()
    change = "shorter" if minutes < course.minutes else "longer"
    told = f"You asked for {minutes:g} minutes; this course takes {course.minutes:g}, so every part is {change}"
    return (f"{told} in proportion. Only questions that fit are asked.",)


def _notes(named: Sequence[Named], advert: bool, final: bool) -> tuple[str, ...]:
    """How an interview was drawn, in sentences."""
    notes: list[str] = []
    if final:
        notes.append("This is your final mock: questions that practice kept back come first.")
    if named:
        notes.append(
            "The advert names topics of the bank, so questions on them are likelier to be drawn, the first ones most:"
        )
        notes += [f"- {n.topic}, for {', '.join(f'“{harmless.line(w, 40)}”' for w in n.words[:5])}" for n in named[:6]]
    elif advert:
        notes.append("The advert names none of the bank's topics, so the questions were drawn as for anybody.")
    return tuple(notes)


def _why_not(bank: Bank, question: str) -> str:
    """What this machine lacks for a question of the bank, or an empty text."""
    asked = bank.summaries.get(question)
    lacking = unavailable(asked) if asked is not None else None
    return f"needs {lacking.what}, which this machine lacks" if lacking else ""


def practice_started(
    bank: Bank,
    question: str | None,
    *,
    seed: int | None,
    wanted: Wanted,
    persona: str,
    facts: Facts | None = None,
    planned: Sequence[tuple[str, str]] = (),
    notebook: Notebook | None = None,
) -> e.SessionStarted:
    """The first event of a practice; without an id what is due is asked, then what is ``planned`` for today, then what is new.

    ``facts`` are what is known of the person; None of somebody new. With a ``notebook`` the questions are about that.
    """
    seed = secrets.randbelow(2**31) if seed is None else seed
    if notebook is not None:
        own = notebook_questions_on(notebook, seed)
        plan = _drawn_practice(own, tuple(own)[:DRAWN])
        return _started(bank, "practice", plan, tuple(own)[:DRAWN], seed, persona, own, notebook)
    if question is None:
        chosen = _chosen(bank, facts, seed, wanted, planned)
        order = tuple(pick.question for pick in chosen)
        lacked = next((q for q in bank.summaries.values() if wanted.holds(q) and unavailable(q)), None)
        if not order and lacked is not None:
            raise CannotStart(unavailable_sentence(lacked))
        if not order and any(wanted.holds(q) for q in bank.summaries.values()):
            raise CannotStart(
                "All questions of that topic, level and kind are kept back for your final mock. "
                "Name one to practise it all the same: hotseat practice ID"
            )
        if not order:
            raise CannotStart("No question of the bank is of that topic, level and kind. See: hotseat bank list")
        notes = tuple(f"{harmless.line(bank.summaries[p.question].title, 80)}: {p.why}." for p in chosen)
        plan = replace(_drawn_practice(bank.summaries, order), notes=notes)
        return _started(bank, "practice", plan, order, seed, persona)
    if question not in bank.questions:
        raise CannotStart(unknown("question", question, bank.nearest(question), "hotseat bank list"))
    closed = closed_pack(bank, question)
    if closed is not None:
        raise NotTrusted(closed)
    asked = bank.summaries[question]
    if lacking := unavailable_sentence(asked):
        raise CannotStart(lacking)
    plan = one_question(question, asked.title, asked.minutes)
    return _started(bank, "practice", plan, (question,), seed, persona)


def _chosen(
    bank: Bank, facts: Facts | None, seed: int, wanted: Wanted, planned: Sequence[tuple[str, str]]
) -> tuple[Pick, ...]:
    """The questions of a practice that names none. Nothing that is kept back is among them."""
    from hotseat.cli.plan_desk import local_now
    from hotseat.question_bank.draw import kept_back
    from hotseat.review.plan_facts import gathered
    from hotseat.review.schedule_choice import choose

    there = facts or gathered((), askable(bank), kept_back(bank.questions), bank.agendas, None)
    return choose(
        there.known,
        there.questions,
        there.agenda,
        there.kept_back,
        local_now(),
        count=DRAWN,
        seed=seed,
        wanted=wanted,
        planned=planned,
    )


def _drawn_practice(known: Mapping[str, Question] | Mapping[str, Summary], questions: tuple[str, ...]) -> Plan:
    """A practice of several questions, one after the other; the person may go back to an earlier one."""
    minutes = sum(known[q].minutes for q in questions)
    title = known[questions[0]].title if len(questions) == 1 else "Practice"
    return Plan(title, (PlannedSection("practice", title, "questions", minutes * 60, questions),))


def _started(
    bank: Bank,
    mode: str,
    plan: Plan,
    questions: tuple[str, ...],
    seed: int,
    persona: str,
    own: Mapping[str, Question] = MappingProxyType({}),
    notebook: Notebook | None = None,
) -> e.SessionStarted:
    """``own``: the questions among these that are not of the bank but about the candidate's ``notebook``."""
    if not bank.checklists or not bank.personas:
        raise CannotStart("The bank's checklist or persona cannot be read. Run hotseat bank lint --quick.")
    teams = list(bank.teams.values())
    team = teams[seed % len(teams)] if teams else None
    try:
        starters = {
            q: bank.pack_of(q).starter(q) or "" for q in questions if q not in own and bank.summaries[q].kind == "code"
        }
    except BrokenFile as broken:
        raise CannotStart(f"A starter cannot be read: {broken.problems[0]}") from None
    try:
        known = {q: own[q] if q in own else _asked(bank, plan, q, seed) for q in questions}
    except BrokenFile as broken:
        raise CannotStart(f"A question has changed and cannot be read: {broken.problems[0]}") from None
    starters |= {
        q: _take_home(asked, notebook)
        for q, asked in known.items()
        if asked.kind == "talk" and asked.part == "deep-dive"
    }
    return e.SessionStarted(
        session="",
        mode=mode,
        title=plan.title,
        plan=to_data(plan),
        questions={q: asked.model_dump(mode="json") for q, asked in known.items()},
        starters=starters,
        digests={q: bank.digest(q) for q in questions if q not in own},
        checklist=next(iter(bank.checklists.values())).model_dump(mode="json"),
        persona=persona if persona in bank.personas else default_persona(bank).id,
        team=team.model_dump(mode="json") if team else None,
        seed=seed,
        versions={"hotseat": __version__, "python": platform.python_version()},
    )


def notebook_questions_on(notebook: Notebook, seed: int) -> dict[str, Question]:
    """What can be asked about a notebook, the best first. Raises CannotStart where there is nothing."""
    from hotseat.question_bank.about_notebook import about, notebook_questions

    try:
        found = about(notebook, notebook_questions(), seed)
    except BrokenFile as broken:
        raise CannotStart(f"The questions about notebooks cannot be read: {broken.problems[0]}") from None
    if not found:
        raise CannotStart(
            f"{notebook.name} holds nothing that Hotseat knows to ask about. Is it the notebook you meant?"
        )
    return {a.question.id: a.question for a in found}


def _with_notebook(drawn: Drawn, course: Agenda, bank: Bank, own: Mapping[str, Question]) -> Drawn:
    """The draw with questions about the notebook in up to half of its deep dive, before what is left of the others."""
    dives = [s.id for s in course.sections if any("deep-dive" in d.parts for d in s.draw)]
    asking = [s for s in drawn.sections if s.kind == "questions"]
    section = next((s for s in asking if s.id in dives), asking[0] if asking else None)
    if not own or section is None:
        return drawn
    first: list[str] = []
    room = section.minutes / 2
    for name, asked in own.items():
        if not first or asked.minutes <= room:
            first.append(name)
            room -= asked.minutes
    room += section.minutes / 2
    stay: list[str] = []
    for name in section.questions:
        if bank.summaries[name].minutes <= room:
            stay.append(name)
            room -= bank.summaries[name].minutes
    gone = tuple((q, "gave way to questions about your notebook") for q in section.questions if q not in stay)
    changed = replace(section, questions=(*first, *stay))
    sections = tuple(changed if s is section else s for s in drawn.sections)
    return replace(drawn, sections=sections, dropped=(*drawn.dropped, *gone))


def _take_home(asked: Question, notebook: Notebook | None) -> str:
    """The take-home notebook that a deep dive talks about, as code: the candidate's own, or ours in its part on the topic."""
    from hotseat.question_bank.notebook import take_home

    return (notebook or take_home().tagged(asked.topic)).percent()


def _asked(bank: Bank, plan: Plan, question: str, seed: int) -> Question:
    """The question as this session asks it: with a data leak to judge where its section has one."""
    asked, leaks = bank.questions[question], list(bank.incidents.values())
    section = next((s for s in plan.sections if question in s.questions), None)
    leaking = section is not None and any(i.kind == "data-leak" for i in section.incidents)
    return with_leak(asked, leaks[seed % len(leaks)]) if leaking and leaks and asked.kind == "code" else asked


def default_persona(bank: Bank) -> Persona:
    return bank.personas.get(Settings.persona) or next(iter(bank.personas.values()))
