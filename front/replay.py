"""A replay as it is shown: the rows of its timeline, both clocks, and what stood in the code at a moment. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from hotseat import harmless
from hotseat.front.lines import Result
from hotseat.front.times import clock, span
from hotseat.front.views import result
from hotseat.frozen import frozen
from hotseat.interview import events as e
from hotseat.interview.habits import observe
from hotseat.interview.state import State, Submission
from hotseat.review.replay import Replay
from hotseat.review.replay_moments import Kind, Moment
from hotseat.review.replay_pace import Idle

KINDS: Mapping[Kind, tuple[str, str]] = {
    "talk": ("”", "talk"),
    "edit": ("✎", "edit"),
    "run": ("▷", "run"),
    "verdict": ("◆", "verdict"),
    "habit": ("✓", "habit"),
    "course": ("§", "course"),
    "time": ("◷", "time"),
    "kernel": ("○", "kernel"),
    "review": ("+", "review"),
    "lost": ("?", "lost"),
}
"""The sign and the name of each kind of moment."""
FAILED = "✗"
BOOKMARK = "⚑"
LONG_IDLE = 60.0
"""Seconds of an idle stretch from which on it has a row of its own."""
NO_CODE = "No code yet."
NO_TIME = "A time is written as 12:30, or as 1:02:30 past the hour."
NOTHING_TO_COMPARE = "There is no code at this moment, so there is nothing to compare."
NO_RUN = "No cell was run yet."
NO_VERDICT = "Nothing was judged yet."
UNSURE = "Records before this moment are lost, so it may have looked otherwise."


@frozen
class Row:
    """One row of the timeline: a moment, or several that belong together."""

    first: int
    """Its first moment, by its index."""
    last: int
    kind: Kind
    words: str
    at: float
    """Seconds of the interview, of its first moment."""
    failed: bool = False
    idle: bool = False


def rows(replay: Replay) -> list[Row]:
    """The timeline. Edits, output and drafts next to each other share a row; time that goes by has one where it is long."""
    long = [stretch for stretch in replay.idle if stretch.seconds >= LONG_IDLE]
    made: list[Row] = []
    for group in _groups(replay.moments):
        first, last = group[0], group[-1]
        if first.quiet:
            idle = _within(long, first.index)
            if idle is None and made:
                made[-1] = _until(made[-1], last.index)
            else:
                told = f"Nothing happens for {span(idle.seconds)}" if idle else first.words
                made.append(Row(first.index, last.index, "time", told, first.at, idle=True))
            continue
        words = f"{len(group)} edits: {last.words}" if first.kind == "edit" and len(group) > 1 else last.words
        made.append(Row(first.index, last.index, first.kind, words, first.at, any(m.failed for m in group)))
    return made


def row_of(timeline: Sequence[Row], index: int) -> int:
    """The row of a moment, by its place in the timeline."""
    return max(bisect_right(timeline, index, key=lambda row: row.first) - 1, 0)


def _groups(moments: Sequence[Moment]) -> list[list[Moment]]:
    groups: list[list[Moment]] = []
    for moment in moments:
        if groups and moment.group and moment.group == groups[-1][-1].group:
            groups[-1].append(moment)
        else:
            groups.append([moment])
    return groups


def _within(stretches: Sequence[Idle], index: int) -> Idle | None:
    at = bisect_right(stretches, index, key=lambda stretch: stretch.first) - 1
    return stretches[at] if at >= 0 and index <= stretches[at].last else None


def _until(row: Row, last: int) -> Row:
    return Row(row.first, last, row.kind, row.words, row.at, row.failed, row.idle)


def sign(moment: Moment | Row) -> str:
    """The sign of a moment: its kind's, or the one for a failure."""
    return FAILED if moment.failed else KINDS[moment.kind][0]


def wall_clock(wall: str, more: float = 0.0) -> str:
    """The time of day of a moment, so many seconds later, such as ``06:07:12 UTC``; empty where it is not known."""
    try:
        when = datetime.fromisoformat(wall)
        shown = datetime.fromtimestamp(when.timestamp() + more, UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return f"{shown:%H:%M:%S} UTC"


def section_title(state: State, section: int) -> str:
    """The title of a section, made harmless; empty before the first."""
    sections = state.plan.sections
    return harmless.line(sections[section].title, 60) if 0 <= section < len(sections) else ""


def question_title(state: State, question: str) -> str:
    """The title of a question, made harmless."""
    there = state.questions.get(question)
    return harmless.line(there.question.title if there else question, 80)


def when(text: str) -> float | None:
    """The seconds up to the end of ``12:30``, ``1:02:30`` or ``750``, as clocks show them; None for what is no time."""
    found = re.fullmatch(r"\s*(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,6})\s*", text, re.ASCII)
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds + 0.999


@frozen
class CodeThen:
    """The code that was worked on at a moment."""

    question: str = ""
    """Empty where there was none yet."""
    code: str = ""
    changed: tuple[int, int] | None = None
    """The characters that the moment itself put in."""


def code_then(state: State, recorded: e.Recorded | None = None) -> CodeThen:
    """The open question's code, or else that which was edited last; ``recorded`` is the moment's own record."""
    own = recorded.event if recorded is not None else None
    name = own.question if isinstance(own, e.CodeEdited) else state.current or ""
    there = state.questions.get(name)
    if there is None or not there.code.strip():
        touched = [q for q in state.questions.values() if q.edited_at >= 0 and q.code.strip()]
        there = max(touched, key=lambda q: q.edited_at, default=None)
    if there is None:
        return CodeThen()
    changed = None
    if isinstance(own, e.CodeEdited) and own.question == there.question.id:
        start = min(max(own.start, 0), len(there.code))
        changed = (start, min(start + len(own.text), len(there.code)))
    return CodeThen(there.question.id, there.code, changed)


def verdict_then(state: State, question: str) -> tuple[Result | None, bool]:
    """The last verdict at a moment, on this question or else on any, and whether the judge was at work."""
    given = [s for s in state.submissions.values() if s.question == question] or list(state.submissions.values())
    judged = [s for s in given if s.verdict is not None]
    waiting = any(s.verdict is None for s in given)
    return (_result(judged[-1]) if judged else None), waiting


def _result(submission: Submission) -> Result:
    try:
        return result(submission.verdict or {}, submission.submission, disputed=submission.disputed)
    except (TypeError, ValueError, AttributeError):
        # A verdict is plain data from the disk, and another version may have written it in another form.
        return Result("not-judged", "This verdict cannot be read.", (), submission.submission)


@frozen
class HabitThen:
    """A habit as it had been seen by a moment."""

    title: str
    """Text from outside."""
    seen: str
    """How often, in words."""
    shown: bool
    """Whether it had been seen at all."""
    ticked: bool
    """Whether the person had ticked it."""


def times(count: int) -> str:
    """How often something was seen, in words."""
    return "seen once" if count == 1 else f"seen {count:,} times"


def habits_then(state: State) -> list[HabitThen]:
    """The five habits as they had been seen by a moment."""
    names = {h.id: h.text for h in state.checklist.habits} if state.checklist else {}
    made: list[HabitThen] = []
    for habit in observe(state):
        count = len(habit.seqs)
        seen = "no occasion yet" if habit.seen is None else times(count) if count else "not seen yet"
        made.append(HabitThen(names.get(habit.id, habit.id.replace("-", " ")), seen, count > 0, bool(habit.ticked)))
    return made


def where(replay: Replay, index: int) -> str:
    """Where a moment lies, in a sentence: both clocks, the part and the question."""
    moment, end = replay.moments[index], replay.end
    place = [f"{clock(moment.at)} of {clock(replay.moments[-1].at)}"]
    if told := wall_clock(moment.wall):
        place.append(told)
    if title := section_title(end, moment.section):
        place.append(f"part {moment.section + 1}, {title}")
    if moment.question:
        place.append(question_title(end, moment.question))
    return "; ".join(place)
