"""The hire signal and the scorecard as entries: what each opens is a list whose rows lead to the moments they rest on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from hotseat.counted import counted
from hotseat.front.times import span
from hotseat.front.views import heading, how_ended
from hotseat.interview.reasons import Reason
from hotseat.interview.scorecard import SHOWN_BY, CompetencyScore, Line
from hotseat.interview.scorecard_words import contest_told, left_over, on_questions, signal_word, unseen, weighed
from hotseat.interview.scoring import Debrief
from hotseat.interview.state import State
from hotseat.tui import safe
from hotseat.tui.widgets.prose import Hanging

BAR = 6
COLOURS = {"strong": "$success", "solid": "$success", "partial": "$warning", "weak": "$error"}
SIGNALS = {"strong hire": "$success", "hire": "$success", "lean no": "$warning", "no hire": "$error"}
DISPUTED = "  disputed"
MOST_EVENTS = 3
"""Events that are told below a line."""


@dataclass(frozen=True)
class Row:
    """Lines of text that belong together."""

    parts: tuple[Content | Hanging, ...]
    moment: int = 0
    """The event it leads to; 0 where it leads nowhere."""
    line: Line | None = None
    """The line of the scorecard that it tells."""


def bar(score: float | None) -> str:
    """A score as a bar of six cells; dots where nothing was seen."""
    if score is None:
        return "·" * BAR
    full = round(score * BAR)
    return "▰" * full + "▱" * (BAR - full)


def head(text: str) -> Content:
    """A heading."""
    return safe.line(text, 120, "bold $primary")


def under(text: str, style: str = "$text-muted") -> Hanging:
    """A quiet row that belongs to the one above it."""
    return Hanging(Content("    "), safe.line(text, 400, style))


def short(score: CompetencyScore) -> Content:
    """A competency in the list at the left."""
    told = "not seen" if score.score is None else score.word
    mark = ("? " if score.disputed else "", "$warning bold")
    return Content.assemble((f"{told:<9}", COLOURS.get(score.word, "$text-muted")), mark, score.title)


def signal_label(report: Debrief) -> Content:
    """The hire signal in the list at the left."""
    word = report.signal.word
    return Content.assemble("Hire signal: ", (word, f"bold {SIGNALS.get(word, '$text-muted')}"))


def signal_rows(state: State, report: Debrief, *, damaged: bool = False) -> tuple[Row, ...]:
    """The whole in brief: the signal with its reasons, the most telling first."""
    found = report.signal
    facts = [f"{how_ended(state.ended, damaged)} {span(report.spent)} of {span(state.plan.seconds)}".strip()]
    if report.overrun >= 1:
        facts.append(f"{span(report.overrun)} over the budgets")
    if state.resumed:
        facts.append(f"opened again {state.resumed}×")
    colour = SIGNALS.get(found.word, "$text-muted")
    top: list[Content | Hanging] = [
        head(heading(state)),
        Content.styled(" · ".join(filter(None, facts)), "$text-muted"),
        Content(""),
        Content.assemble((signal_word(found.word), f"bold {colour}"), ". ", found.sentence),
        Content.styled(found.seen, "$text-muted"),
        Content(""),
    ]
    rows = [Row(tuple(top))]
    rows += _reasons("What is required and was not there", "✗", "$error", found.failed)
    rows += _reasons("What speaks for you", "+", "$success", found.speaks_for)
    rows += _reasons("What speaks against", "−", "$warning", found.speaks_against)
    notes: list[Content | Hanging] = []
    if any(q.disputed for q in report.questions):
        told = "You contest a verdict. The scores it bears on stand as they are, marked as disputed."
        notes.append(Content.styled(told, "$warning"))
    notes += [safe.said(told, "$warning") for told in left_over(report)]
    if told := unseen(report):
        notes.append(Content.styled(told, "$text-muted"))
    return (*rows, Row(tuple(notes))) if notes else tuple(rows)


def _reasons(title: str, sign: str, colour: str, reasons: Sequence[Reason]) -> list[Row]:
    if not reasons:
        return []
    told = [Row((Hanging(Content.styled(f"{sign} ", f"{colour} bold"), safe.said(r.text)),), r.moment) for r in reasons]
    return [Row((head(title),)), *told, Row((Content(""),))]


def score_rows(score: CompetencyScore, where: dict[int, str]) -> tuple[Row, ...]:
    """A competency with its lines and the events under each."""
    colour = COLOURS.get(score.word, "$text-muted")
    meter = Content.assemble(
        (bar(score.score), colour), (f" {score.word}", colour), (DISPUTED if score.disputed else "", "$warning")
    )
    top = (head(score.title), meter, Content.styled(SHOWN_BY[score.id], "$text-muted"), Content(""))
    if not score.lines:
        return (Row((*top, Content("Not assessable: nothing in this session showed it."))),)
    if score.score is None:
        top = (*top, Content("Not assessable: too little of it was seen to tell."), Content(""))
    rows = [Row(top)]
    for group in on_questions(score):
        if group.heading:
            rows.append(Row((safe.line(group.heading, 200, "bold"),)))
        rows += [Row((*_line(line, where), Content("")), line.moment, line) for line in group.lines]
    return tuple(rows)


def _line(line: Line, where: dict[int, str]) -> list[Content | Hanging]:
    sign, colour = ("✓", "$success") if line.value >= 0.8 else ("◐", "$warning") if line.value > 0 else ("✗", "$error")
    rows: list[Content | Hanging] = [Hanging(Content.styled(f"{sign} ", f"{colour} bold"), safe.said(line.bare))]
    rows.append(under(weighed(line)))
    if line.disputed:
        rows.append(under("disputed: you contest the verdict", "$warning"))
    if line.contest:
        rows.append(under(contest_told(line.contest), "$warning"))
    rows += [under(f"event {seq}  {where.get(seq, '')}".rstrip()) for seq in line.seqs[:MOST_EVENTS]]
    if len(line.seqs) > MOST_EVENTS:
        rows.append(under(f"and {counted(len(line.seqs) - MOST_EVENTS, 'more event')}"))
    return rows
