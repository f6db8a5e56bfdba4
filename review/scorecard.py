"""The hire signal and the scorecard as Markdown, for transcripts and for pages of the documentation. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hotseat import harmless
from hotseat.interview.reasons import Reason
from hotseat.interview.scorecard import CompetencyScore, Line
from hotseat.interview.scorecard_words import contest_told, left_over, on_questions, signal_word, unseen
from hotseat.interview.scoring import Debrief

SIGNS = ((0.8, "✓"), (0.01, "◐"), (0.0, "✗"))
"""The sign of a line, by the least value that has it."""


def signal(report: Debrief) -> Iterator[str]:
    """The hire signal and its reasons, a paragraph or a list each."""
    found = report.signal
    yield f"**{signal_word(found.word)}.** {found.sentence} {found.seen}"
    yield from _reasons("What is required and was not there", found.failed)
    yield from _reasons("What speaks for you", found.speaks_for)
    yield from _reasons("What speaks against", found.speaks_against)


def _reasons(title: str, reasons: Sequence[Reason]) -> Iterator[str]:
    if reasons:
        yield "\n".join([f"{title}:", "", *(f"- {_safe(reason.text)}" for reason in reasons)])


def words(report: Debrief) -> str:
    """The six competencies and their words, in a line."""
    return ", ".join(
        f"{score.title} {score.word}{', disputed' if score.disputed else ''}" for score in report.competencies
    )


def competencies(report: Debrief, *, brief: bool = False) -> str:
    """The scorecard as a list: each competency with its lines and the events behind each.

    In ``brief`` the points that were covered are counted alone, and no events are told.
    """
    rows = [row for score in report.competencies for row in _competency(score, brief)]
    rows += [f"- {_safe(told)}" for told in left_over(report)]
    return "\n".join(rows)


def not_seen(report: Debrief) -> str:
    """Which competencies were not seen, in a sentence; empty where all were."""
    return unseen(report)


def _competency(score: CompetencyScore, brief: bool) -> Iterator[str]:
    yield f"- **{score.title}**: {score.word}{', disputed' if score.disputed else ''}"
    for group in on_questions(score):
        indent = "  "
        if group.heading:
            yield f"  - {_safe(group.heading)}"
            indent = "    "
        for line in group.lines:
            if brief and line.state == "covered":
                continue
            disputed = "; you contest the verdict" if line.disputed else ""
            where = "" if brief else f" ({_seqs(line)})"
            yield f"{indent}- {sign(line.value)} {_safe(line.bare)}{disputed}{where}"
            if line.contest:
                yield f"{indent}  - {_safe(contest_told(line.contest))}"


def sign(value: float) -> str:
    """The sign of a line that was done so well."""
    return next(sign for least, sign in SIGNS if value >= least)


def _seqs(line: Line) -> str:
    shown = ", ".join(map(str, line.seqs[:6])) + (", …" if len(line.seqs) > 6 else "")
    return f"event{'' if len(line.seqs) == 1 else 's'} {shown or 'none'}"


def _safe(text: str) -> str:
    return harmless.line(text, 600)
