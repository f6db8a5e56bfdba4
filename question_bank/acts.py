"""What an interviewer does in words: each act, and how many lines a persona needs for it.

With so many lines nothing is said twice in two hours. The facts are what a line may speak of, written as ``$name``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import Template


@dataclass(frozen=True)
class Act:
    """One thing an interviewer does."""

    lines: int
    """How many lines a persona should have for it."""
    facts: frozenset[str] = frozenset()
    """What its lines may speak of."""
    needs: frozenset[str] = frozenset()
    """What each of them must: a line that leaves it out would lose it."""


def _act(lines: int, *needs: str, may: tuple[str, ...] = ()) -> Act:
    return Act(lines, frozenset((*needs, *may)), frozenset(needs))


ACTS: dict[str, Act] = {
    "greet": _act(3, "title", "minutes"),
    "course": _act(3),
    "checklist": _act(3),
    "greeted": _act(4),
    "begin": _act(5),
    "no-hurry": _act(3),
    "asked-length": _act(3, "minutes"),
    "opening-unknown": _act(3),
    "open-section": _act(4, "section", "minutes"),
    "ask": _act(10),
    "clarify": _act(10),
    "clarify-again": _act(3),
    "clarify-unmatched": _act(6),
    "clarify-open": _act(6),
    "asked-time": _act(5, "left"),
    "asked-on": _act(5),
    "asked-right": _act(5),
    "asked-docs": _act(3),
    "asked-break": _act(3),
    "break-how": _act(3),
    "asked-assistant": _act(3),
    "acknowledge": _act(14),
    "back-to-code": _act(4),
    "in-words": _act(4),
    "follow-up": _act(14),
    "probe": _act(8),
    "raise-bar": _act(4),
    "one-more": _act(5),
    "anything-to-add": _act(7),
    "contested": _act(4, "quote"),
    "hint-1": _act(6),
    "hint-2": _act(6),
    "hint-3": _act(6),
    "no-hint-here": _act(3),
    "no-more-hints": _act(4),
    "red-run": _act(6),
    "failed": _act(6, "check", "counterexample"),
    "failed-case": _act(6, "check", "case"),
    "failed-again": _act(5, "check"),
    "error": _act(4, "reason"),
    "timeout": _act(3, "check"),
    "not-judged": _act(3, "reason"),
    "judge-stopped": _act(3),
    "passed": _act(8),
    "disputed": _act(3, "case"),
    "silence": _act(6),
    "five-minutes": _act(4, "section"),
    "five-minutes-here": _act(6),
    "one-minute": _act(4, "section"),
    "time-over": _act(4, "section"),
    "wrap-up": _act(6),
    "move-on": _act(10),
    "skip": _act(5),
    "later": _act(3),
    "no-later": _act(3),
    "later-last": _act(3),
    "back-again": _act(3),
    "repeat": _act(6),
    "dont-know": _act(6),
    "resume": _act(3),
    "paused": _act(3),
    "unpaused": _act(3),
    "kernel-dies": _act(3),
    "data-leak": _act(3),
    "requirement-change": _act(4),
    "revealed": _act(4),
    "closing-invite": _act(3, "minutes"),
    "closing-answer": _act(8),
    "closing-again": _act(4),
    "closing-unknown": _act(5),
    "closing-else": _act(3),
    "closing-heard": _act(5),
    "closing-nothing": _act(3),
    "goodbye": _act(3),
}
"""Every act by its name."""

PRAISE = re.compile(
    r"\b(?:good|great|excellent|perfect(?:ly)?|nice(?:ly)?|brilliant|impressive|wonderful|fantastic|well done|well put|spot on"
    r"|exactly|correct|that(?:'s| is) right|you are right|clever|smart|love (?:it|that))\b",
    re.IGNORECASE,
)
"""Words that judge what somebody said or did; an interviewer's line has none of them, since it is chosen without knowing."""
_SENTENCE = re.compile(r"[^.!?\n]+[.!?”]*")


def sentences(text: str) -> list[str]:
    """The sentences of a text, each on its own and without blanks around it."""
    return [s.strip() for s in _SENTENCE.findall(text) if re.search(r"\w", s)]


def facts_in(line: str) -> frozenset[str]:
    """The facts that a line speaks of."""
    return frozenset(Template(line).get_identifiers())
