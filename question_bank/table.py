"""The questions of a bank as a table in Markdown: what ``docs/bank.md`` holds."""

from __future__ import annotations

from collections.abc import Iterable

from hotseat import harmless
from hotseat.question_bank.model import Question

_HEAD = ("id", "title", "kind", "topic", "level", "minutes", "part", "engines")


def table(questions: Iterable[Question]) -> str:
    """One row a question, in the order given, without a line break at the end. Titles of others cannot leave their cell."""
    rows = [
        (
            f"`{q.id}`",
            _cell(q.title),
            q.kind,
            q.topic,
            q.level,
            f"{q.minutes:g}",
            q.part,
            ", ".join(_cell(name) for name in q.needs.packages),
        )
        for q in questions
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in (_HEAD, ("---",) * len(_HEAD), *rows))


def _cell(text: str) -> str:
    clean = harmless.line(text, 200)
    for sign in "\\|<>[]*_`":
        clean = clean.replace(sign, f"\\{sign}")
    return clean
