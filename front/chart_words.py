"""What the pictures show, in words: beside each picture on the screen, and alone in the line mode."""

from __future__ import annotations

from collections.abc import Sequence

from hotseat import harmless
from hotseat.frozen import frozen
from hotseat.interview.clock import spoken
from hotseat.interview.scoring import word
from hotseat.review.charts import FEWEST, SURE, SectionTime, Standing, Week

HOW_SURE = (
    "A mean may well lie anywhere between its two figures: that is Wilson's interval, which holds the true one "
    f"{SURE:.0%} of the time. Few sessions make it wide."
)
LEGEND_SECTIONS = "░ as planned, █ as it went"
LEGEND_TOPICS = "● mean, ─ what it may well lie between, ┊ solid from here on"
LEGEND_WEEKS = "● mean of the week, │ what it may well lie between"
NO_TOPIC = f"Not enough evidence on any topic: that takes {FEWEST} different questions of it."


def unfinished(reading: str) -> str:
    """What is to be said while the sessions are still being read; ``reading`` tells how far that is, and may be empty."""
    return f"{reading} Those read so far count; open the charts again for all." if reading else ""


@frozen
class Charts:
    """What there is to draw of all sessions."""

    weeks: tuple[Week, ...] = ()
    standings: tuple[Standing, ...] = ()
    trend: str = ""


def sections(times: Sequence[SectionTime]) -> list[str]:
    """Each section in a sentence, and the whole of it."""
    rows = [_section(time) for time in times]
    planned, spent = sum(t.planned for t in times), sum(t.spent for t in times)
    return [*rows, f"In all {spoken(spent)} of {spoken(planned)}."] if len(times) > 1 else rows


def _section(time: SectionTime) -> str:
    title = harmless.line(time.title, 60)
    if not time.reached:
        planned = spoken(time.planned)
        return f"{title}: not reached; {planned} {'was' if planned.startswith('1 ') else 'were'} planned."
    over = f", {spoken(time.over)} over" if time.over >= 30 else ""
    return f"{title}: {spoken(time.spent)} of {spoken(time.planned)}{over}."


def weeks(found: Sequence[Week]) -> list[str]:
    """Each week in a sentence."""
    return [
        f"Week of {week.monday:%d %b %Y}: {word(week.scores.mean)}, {_share(week.scores.mean)} "
        f"(between {_share(week.scores.low)} and {_share(week.scores.high)}), "
        f"{len(week.sessions)} session{'' if len(week.sessions) == 1 else 's'}."
        for week in found
    ]


def standings(found: Sequence[Standing]) -> list[str]:
    """Each topic in a sentence, the weakest first; those with too little evidence together in one."""
    rows = [
        f"{harmless.line(s.topic, 40)}: {s.word}, {_share(s.scores.mean)} "
        f"(between {_share(s.scores.low)} and {_share(s.scores.high)}), {s.scores.count} questions."
        for s in found
        if s.enough
    ]
    few = [harmless.line(s.topic, 40) for s in found if not s.enough]
    if not rows:
        rows.append(NO_TOPIC)
    if few:
        rows.append(f"Not enough evidence yet, with fewer than {FEWEST} different questions: {', '.join(few)}.")
    return rows


def _share(value: float) -> str:
    return f"{value:.0%}"
