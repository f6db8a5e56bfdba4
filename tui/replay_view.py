"""What the panes of a replay say of a verdict, of the habits and of a diff, as parts to be laid out. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from hotseat import harmless
from hotseat.front.lines import Result
from hotseat.front.replay import NO_VERDICT, habits_then
from hotseat.front.replay_diff import DiffRow, counted
from hotseat.interview.state import State
from hotseat.tui import safe
from hotseat.tui.widgets.checks import WORDS, word
from hotseat.tui.widgets.prose import Hanging, Part

_SIDES = {
    "same": ("  ", ""),
    "gone": ("- ", "$error"),
    "new": ("+ ", "$success"),
    "skipped": ("  ", "$text-muted italic"),
}


def verdict_parts(shown: Result | None, judging: bool) -> list[Part]:
    """The last verdict at a moment: its word, why, and each check with what it said."""
    parts: list[Part] = []
    if judging:
        parts += [Content.styled("◌ The judge was at work.", "$primary bold"), Content("")]
    if shown is None:
        return parts or [Content.styled(NO_VERDICT, "$text-muted")]
    sign, name, colour = word(shown.verdict)
    passed = sum(check.outcome == "passed" for check in shown.checks)
    counts = f"  {passed} of {len(shown.checks)} checks" if shown.checks else ""
    told = ((f"  submission {shown.number}", "$text-muted"), ("  disputed" if shown.disputed else "", "$warning bold"))
    parts.append(Content.assemble((f"{sign} {name}", f"{colour} bold"), counts, *told))
    if shown.reason:
        parts += [safe.said(shown.reason), Content("")]
    for check in shown.checks:
        sign, label, colour = WORDS[check.outcome]
        hidden = ("  hidden" if check.hidden else "", "$text-muted italic")
        head = Content.styled(f"{sign} {label:<8}", f"{colour} bold")
        parts.append(Hanging(head, Content.assemble(safe.line(check.name, 120), hidden)))
        if check.message and check.outcome != "passed":
            parts.append(Hanging(Content("  "), safe.said(check.message, "$text-muted")))
    parts += [safe.said(note) for note in shown.notes]
    return parts


def habit_parts(state: State) -> list[Part]:
    """The habits as they had been seen by a moment, and what the person had ticked."""
    parts: list[Part] = []
    for habit in habits_then(state):
        sign, colour = ("✓", "$success") if habit.shown else ("·", "$text-muted")
        ticked = ("  ticked by you" if habit.ticked else "", "$text-muted")
        title = safe.line(habit.title, 120, "bold")
        head = Content.styled(f"{sign} ", f"{colour} bold")
        parts.append(Hanging(head, Content.assemble(title, (f"  {habit.seen}", colour), ticked)))
    return parts


def diff_parts(rows: Sequence[DiffRow]) -> list[Part]:
    """A diff, a row each, with the numbers of the lines on both sides."""
    parts: list[Part] = [Content.styled(counted(tuple(rows)), "bold"), Content("")]
    for row in rows:
        sign, colour = _SIDES[row.side]
        if row.side == "skipped":
            parts.append(Content.styled(f"    ···  {harmless.line(row.text)}", colour))
            continue
        numbers = f"{row.own or '':>4} {row.other or '':>4} "
        text = harmless.plain(row.text.expandtabs(4))
        head = Content.assemble((numbers, "$text-muted"), (sign, f"{colour} bold" if colour else ""))
        parts.append(Hanging(head, Content.styled(text, colour) if colour else Content(text)))
    return parts
