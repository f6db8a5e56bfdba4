"""What a person looks for among their sessions: filters, and words that are looked for in what was said, written and printed.

What they type is never the search engine's own language: a word is a word, words between quotation marks stand together, a star
behind a word stands for any ending, and ``topic:sql`` and its like filter. Whatever else is typed is looked for as it is. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from hotseat import harmless
from hotseat.frozen import frozen
from hotseat.interview.hire_signal import MEANS

STATES = ("open", "ended", "damaged")
MODES = ("interview", "practice", "rehearsal")
WORDS = ("strong", "solid", "partial", "weak", "not assessable")
"""The scores in words, as ``scoring.word`` has them."""
RESULTS = (*WORDS, *MEANS, "passed", "not passed", "said nothing")
"""What a session can have come to: its score in words, its hire signal, or the verdict of a practice."""
LONGEST = 300
"""Characters of what is typed that are looked at."""
MOST_TERMS = 20
SHORTEST = 3
"""Letters of a beginning; a shorter one is taken for a whole word."""

_PART = re.compile(r'(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))')
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@frozen
class Term:
    """A word or some words in a row that are looked for."""

    text: str
    begins: bool = False
    """Whether the last word may go on."""


@frozen
class Wish:
    """Which sessions, and what in them."""

    mode: str = ""
    topic: str = ""
    question: str = ""
    state: str = ""
    """``open``, ``ended`` or ``damaged``; the last: of which something or all cannot be read."""
    word: str = ""
    since: str = ""
    """The first day, ISO 8601."""
    until: str = ""
    """The last day."""
    terms: tuple[Term, ...] = ()
    faults: tuple[str, ...] = ()
    """What could not be understood, a sentence each; it filters nothing."""

    @property
    def anything(self) -> bool:
        """Whether every session is wished for."""
        return not (self.filters or self.terms)

    @property
    def filters(self) -> bool:
        return any((self.mode, self.topic, self.question, self.state, self.word, self.since, self.until))


ANYTHING = Wish()


def read_wish(typed: str, *, typing: bool = False) -> Wish:
    """What is wished for with these words; ``typing``: the last word may not be finished yet."""
    text = harmless.line(typed, LONGEST)
    given: dict[str, str] = {}
    terms: list[Term] = []
    faults: list[str] = []
    for part in _PART.finditer(text):
        name, phrase, word = part[1] or "", part[2], part[3] or ""
        value = phrase if phrase is not None else word
        if name in _FILTERS and value:
            kind, read = _FILTERS[name]
            found = read(value)
            if found:
                given[kind] = found
            else:
                faults.append(f"{name}: takes {_TAKES[kind]}, not {harmless.line(value, 30)!r}.")
            continue
        if name:
            value = f"{name}:{value}"
        unfinished = typing and part.end() == len(text) and not typed[-1:].isspace() and phrase is None
        terms += _term(value, unfinished)
    return Wish(**given, terms=tuple(terms[:MOST_TERMS]), faults=tuple(faults))


def terms_of(text: str) -> tuple[Term, ...]:
    """The terms in words that are no filters."""
    parts = (part[2] if part[2] is not None else part[0] for part in _PART.finditer(harmless.line(text, LONGEST)))
    return tuple(term for part in parts for term in _term(part, False))[:MOST_TERMS]


def _term(text: str, unfinished: bool) -> list[Term]:
    begins = text.endswith("*") or unfinished
    text = text.rstrip("*").strip()
    letters = sum(character.isalnum() for character in text)
    return [Term(text, begins and letters >= SHORTEST)] if letters else []


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    def read(value: str) -> str:
        low = value.lower().replace("-", " ")
        near = [name for name in known if name == low] or [name for name in known if name.startswith(low)]
        return near[0] if len(near) == 1 else ""

    return read


def first_day(value: str) -> str:
    """The first day of ``2026``, ``2026-03`` or ``2026-03-14``; empty for anything else."""
    found = _DATE.fullmatch(value)
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)).isoformat() if found else ""
    except ValueError:
        return ""


def last_day(value: str) -> str:
    """The last day of the same."""
    first, found = first_day(value), _DATE.fullmatch(value)
    if not first or found is None or found[3]:
        return first
    year, month = int(found[1]), int(found[2] or 12)
    try:
        after = date(year + month // 12, month % 12 + 1, 1)
    except ValueError:
        return ""
    return (after - timedelta(days=1)).isoformat()


def _id(value: str) -> str:
    return value.lower()


_FILTERS: dict[str, tuple[str, Callable[[str], str]]] = {
    "mode": ("mode", _one_of(MODES)),
    "topic": ("topic", _id),
    "question": ("question", _id),
    "state": ("state", _one_of(STATES)),
    "result": ("word", _one_of(RESULTS)),
    "since": ("since", first_day),
    "from": ("since", first_day),
    "until": ("until", last_day),
    "to": ("until", last_day),
}
_A_DAY = "a day such as 2026-03-14, a month or a year"
_TAKES = {
    "mode": "interview, practice or rehearsal",
    "state": "open, ended or damaged",
    "word": "strong, solid, partial, weak, a hire signal such as no-hire, passed, not-passed or said-nothing",
    "since": _A_DAY,
    "until": _A_DAY,
}
HOW = (
    'Words find sessions and what was said, written and printed in them; "two words" stand together, regul* is any ending. '
    "Filters: topic: question: mode: state: result: since: until:"
)
