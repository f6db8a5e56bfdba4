"""The debrief as entries: a line for the list at the left, and the text it opens. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.content import Content

from hotseat.front.figures import claimed
from hotseat.front.record import places
from hotseat.front.times import span
from hotseat.front.views import HOW, result
from hotseat.interview.habits import HabitSeen
from hotseat.interview.own_tests import sentences
from hotseat.interview.scoring import PointOutcome, QuestionOutcome, debrief
from hotseat.interview.state import State, Submission
from hotseat.tui import safe
from hotseat.tui.scorecard_view import DISPUTED, Row, bar, head, score_rows, short, signal_label, signal_rows, under
from hotseat.tui.widgets.checks import WORDS, word
from hotseat.tui.widgets.prose import Hanging, Markdown, Part, typed

Keys = Callable[[str], str]
"""The key of an action, by the action's name."""
POINTS = {
    "covered": ("✓", "$success"),
    "unclear": ("?", "$warning"),
    "contradicted": ("✗", "$error"),
    "not found": ("–", "$text-muted"),
}


@dataclass(frozen=True)
class Entry:
    """One line of the list, and what it opens."""

    id: str
    label: Content
    parts: tuple[Part, ...] = ()
    rows: tuple[Row, ...] = ()
    """In place of the text, rows of which some lead to a moment."""


@dataclass(frozen=True)
class Group:
    """Entries under a heading."""

    title: str
    entries: tuple[Entry, ...]


def groups(state: State, keys: Keys = lambda action: "") -> tuple[Group, ...]:
    """All there is to read about a session, but its transcript; ``keys`` gives the key of an action by its name."""
    report, where = debrief(state), places(state)
    scores = tuple(
        Entry(f"score-{s.id}", short(s.title, s.word, s.disputed), rows=score_rows(s, where))
        for s in report.competencies
    )
    asked = tuple(
        Entry(f"question-{q.id}", _question_label(q), question_parts(state, q, keys)) for q in report.questions
    )
    listed = (Entry("habits", Content("Habits"), _habits(state, report.habits, where)),)
    if state.checklist and state.checklist.before:
        listed = (*listed, Entry("before", Content("Before the call"), _before(state)))
    if state.checklist and (state.checklist.reminders or state.checklist.mindsets):
        listed = (*listed, Entry("remember", Content("To remember"), _remember(state)))
    return (
        Group("", (Entry("overall", signal_label(report), rows=signal_rows(state, report)),)),
        Group("Scorecard", scores),
        Group("Questions", asked),
        Group("Checklist", listed),
    )


def _events(seqs: tuple[int, ...], where: dict[int, str], most: int) -> list[Part]:
    rows: list[Part] = [under(f"event {seq}  {where.get(seq, '')}".rstrip()) for seq in seqs[:most]]
    if len(seqs) > most:
        rows.append(under(f"and {len(seqs) - most} events more"))
    return rows


def _question_label(outcome: QuestionOutcome) -> Content:
    if outcome.verdict:
        sign, name, colour = word(outcome.verdict)
    else:
        covered = sum(p.state == "covered" for p in outcome.points)
        sign, colour = ("●", "$success") if covered else ("○", "$text-muted")
        name = f"{covered}/{len(outcome.points)}" if outcome.points else "–"
    mark = ("? " if outcome.disputed else "", "$warning bold")
    return Content.assemble((f"{sign} {name:<5} ", f"{colour} bold"), mark, safe.line(outcome.title, 60))


def question_parts(state: State, outcome: QuestionOutcome, keys: Keys) -> tuple[Part, ...]:
    there = state.questions[outcome.id]
    parts: list[Part] = [head(outcome.title)]
    facts = [HOW.get(outcome.how, outcome.how), f"{span(outcome.spent)} of {span(outcome.box)}"]
    if outcome.hints:
        facts.append(f"{outcome.hints} hint{'' if outcome.hints == 1 else 's'}")
    if outcome.clarified:
        facts.append(f"{outcome.clarified} clarification{'' if outcome.clarified == 1 else 's'}")
    parts += [
        Content.styled(" · ".join(facts), "$text-muted"),
        Content(""),
        Markdown(there.question.prompt),
        Content(""),
    ]
    if there.submissions:
        parts += _verdict(state, outcome.id)
    if outcome.own_tests:
        first, *rest = map(safe.said, sentences(outcome.own_tests))
        parts += [head("Your tests"), first, *(under(row.plain) for row in rest), Content("")]
    if outcome.points:
        rows = [row for point in outcome.points for row in _point(point)]
        parts += [
            head("What a good answer says"),
            *rows,
            *_told(keys("debrief.overrule"), "overrules a point."),
            Content(""),
        ]
    said = [t.text for t in there.threads.values() if t.text]
    if said:
        parts += [head("What you said"), *typed("\n".join(said)), Content("")]
    if there.code.strip() and (there.question.kind == "code" or there.runs):
        parts += [head("Your code"), Markdown(_fence(there.code)), Content("")]
    if there.closed_at >= 0 and there.question.model_answer:
        parts += [head("A model answer"), Markdown(there.question.model_answer)]
    if claims := claimed(state, outcome.id):
        rows = [Hanging(Content.styled("• ", "$primary"), safe.said(claim)) for _, claim in claims]
        parts += [
            Content(""),
            head("Its figures"),
            *rows,
            *_told(keys("debrief.figure"), "computes one of them before your eyes."),
        ]
    if there.revealed and there.revealed[1]:
        parts += [Content(""), head("The reference"), Markdown(_fence(there.revealed[1]))]
    return tuple(parts)


def _told(key: str, does: str) -> list[Part]:
    """What a key does, where there is one."""
    return [under(f"{key} {does}")] if key else []


def _fence(code: str) -> str:
    ticks = "`" * max(3, max((len(r) - len(r.lstrip("`")) for r in code.split("\n")), default=0) + 1)
    return f"{ticks}python\n{code}\n{ticks}"


def _verdict(state: State, question: str) -> list[Part]:
    given = [state.submissions[s] for s in state.questions[question].submissions]
    rows: list[Part] = []
    for number, submission in enumerate(given, 1):
        shown = result(submission.verdict or {}, number)
        sign, name, colour = word(shown.verdict)
        disputed = (DISPUTED if submission.disputed else "", "$warning")
        rows.append(Content.assemble((f"{sign} {name}", f"{colour} bold"), f"  submission {number}", disputed))
        if shown.reason:
            rows.append(safe.said(shown.reason))
        if submission.disputed:
            rows += _dispute(submission)
        for check in shown.checks if number == len(given) else ():
            glyph, label, tint = WORDS[check.outcome]
            hidden = "  hidden" if check.hidden else ""
            rows.append(
                Content.assemble(
                    (f"  {glyph} {label:<8}", tint), safe.line(check.name, 100), (hidden, "$text-muted italic")
                )
            )
            if check.message and check.outcome != "passed":
                rows.append(under(check.message))
    rows.append(Content(""))
    return rows


def _dispute(submission: Submission) -> list[Part]:
    """What the person said of the verdict, and where the case lies."""
    said = (
        f"You contest this verdict: {submission.contest_reason}"
        if submission.contest_reason
        else "You contest this verdict."
    )
    return [Content.styled(safe.said(said).plain, "$warning"), under(f"Its case is kept as {submission.case_file}")]


def _point(point: PointOutcome) -> list[Part]:
    sign, colour = POINTS.get(point.state, POINTS["not found"])
    own = ", by your own word" if point.overruled else ""
    text = Content.assemble(safe.said(point.text), (f" ({point.state}{own})", colour))
    rows: list[Part] = [Hanging(Content.styled(f"{sign} ", f"{colour} bold"), text)]
    if point.overruled:
        rows.append(under(f"the reading says: {point.read}"))
    if point.quote:
        rows.append(under(f"“{point.quote}”"))
    if point.second and point.second.worth_telling(point.state):
        words = f": “{point.second.quote}”" if point.second.quote else ""
        rows.append(under(f"second opinion: {point.second.opinion}{words}"))
    return rows


def _habits(state: State, seen: tuple[HabitSeen, ...], where: dict[int, str]) -> tuple[Part, ...]:
    names = {h.id: h.text for h in state.checklist.habits} if state.checklist else {}
    parts: list[Part] = [head("The five habits"), Content("")]
    for habit in seen:
        value = "no occasion" if habit.seen is None else f"seen {habit.seen:.0%}"
        colour = "$text-muted" if habit.seen is None else "$success" if habit.seen >= 0.6 else "$warning"
        tick = "  ticked by you" if habit.ticked else ""
        parts.append(
            Content.assemble(
                (bar(habit.seen), colour),
                (f" {value:<12}", colour),
                safe.line(names.get(habit.id, habit.id.replace("-", " ")), 120, "bold"),
                (tick, "$text-muted"),
            )
        )
        parts.append(under(habit.sentence))
        parts += _events(habit.seqs, where, 4)
        parts.append(Content(""))
    return tuple(parts)


def _before(state: State) -> tuple[Part, ...]:
    assert state.checklist is not None
    rows: list[Part] = [head("Before the call"), Content("")]
    for item in state.checklist.before:
        ticked = state.ticked_items.get(item.id, False)
        box = Content.styled("[x] ", "$success") if ticked else Content.styled("[ ] ", "$text-muted")
        rows.append(Hanging(box, safe.said(item.text)))
    return tuple(rows)


def _remember(state: State) -> tuple[Part, ...]:
    assert state.checklist is not None
    rows: list[Part] = [head("To remember"), Content("")]
    for item in (*state.checklist.mindsets, *state.checklist.reminders):
        rows.append(Hanging(Content.styled("• ", "$primary"), safe.said(item.text)))
        if item.why:
            rows.append(under(item.why))
    return tuple(rows)
