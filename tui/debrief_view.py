"""The debrief as entries: a line for the list at the left, and the text it opens. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from hotseat.counted import counted
from hotseat.front.record import places
from hotseat.interview.habits import HabitSeen
from hotseat.interview.scoring import QuestionOutcome, debrief
from hotseat.interview.state import State
from hotseat.tui import safe
from hotseat.tui.question_view import Keys, question_parts
from hotseat.tui.scorecard_view import Row, bar, head, score_rows, short, signal_label, signal_rows, under
from hotseat.tui.widgets.checks import word
from hotseat.tui.widgets.prose import Hanging, Part


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


def groups(state: State, keys: Keys = lambda action: "", *, damaged: bool = False) -> tuple[Group, ...]:
    """All there is to read about a session, but its transcript; ``keys`` gives the key of an action by its name.

    ``damaged``: nothing can be added to its file.
    """
    report, where = debrief(state), places(state)
    scores = tuple(Entry(f"score-{s.id}", short(s), rows=score_rows(s, where)) for s in report.competencies)
    asked = tuple(
        Entry(f"question-{q.id}", _question_label(q), question_parts(state, q, keys)) for q in report.questions
    )
    listed = (Entry("habits", Content("Habits"), _habits(state, report.habits, where)),)
    if state.checklist and state.checklist.before:
        listed = (*listed, Entry("before", Content("Before the call"), _before(state)))
    if state.checklist and (state.checklist.reminders or state.checklist.mindsets):
        listed = (*listed, Entry("remember", Content("To remember"), _remember(state)))
    return (
        Group("", (Entry("overall", signal_label(report), rows=signal_rows(state, report, damaged=damaged)),)),
        Group("Scorecard", scores),
        Group("Questions", asked),
        Group("Checklist", listed),
    )


def _events(seqs: tuple[int, ...], where: dict[int, str], most: int) -> list[Part]:
    rows: list[Part] = [under(f"event {seq}  {where.get(seq, '')}".rstrip()) for seq in seqs[:most]]
    if len(seqs) > most:
        rows.append(under(f"and {counted(len(seqs) - most, 'more event')}"))
    return rows


def _question_label(outcome: QuestionOutcome) -> Content:
    if outcome.verdict:
        sign, name, colour = word(outcome.verdict)
    else:
        covered, of = outcome.points_count
        sign, colour = ("●", "$success") if covered else ("○", "$text-muted")
        name = f"{covered}/{of}" if of else "–"
    mark = ("? " if outcome.disputed else "", "$warning bold")
    return Content.assemble((f"{sign} {name:<5} ", f"{colour} bold"), mark, safe.line(outcome.title, 60))


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
