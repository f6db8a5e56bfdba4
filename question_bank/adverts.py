"""What a job advert asks for, as topics of the bank: which it names, by which words, and how far a draw should lean to them.

Pure but for the words themselves, which are read from ``advert_words.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from hotseat.question_bank.model import Topic
from hotseat.question_bank.strict_yaml import parse, read_text

MOST = 4
"""Words of one topic that count; a list of ten tools asks no more for their topic than four words do."""
WELCOME = 0.5
"""What a word counts for that stands among what is welcome and not needed."""
_WELCOME = re.compile(
    r"nice[ -]to[ -]have|a plus\b|bonus|preferred|desirable|welcome|advantageous|ideally|good to have|optional",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:#+|\*\*)\s*\S.{0,80}"
    r"|[^.\n]{1,80}:\W*"
    r"|\W*(?:nice[ -]to[ -]haves?|bonus(?: points| skills)?|preferred[\w ]{0,40}|desirable|optional|must[ -]haves?"
    r"|(?:\w+ )?(?:requirements|qualifications|responsibilities|skills)"
    r"|(?:what )?you (?:will |'ll )?(?:bring|need|have|do)|your (?:profile|tasks|role)|who you are"
    r"|about (?:you|us|the role)|what we (?:offer|look for|are looking for))\W*",
    re.IGNORECASE,
)
"""A line that says what the lines below it are."""
_DENIED = re.compile(
    r"\b(?:no|not|without|don't|doesn't|isn't|never|rather than|instead of)\b[^.;:\n]{0,30}$", re.IGNORECASE
)
_NEEDLESS = re.compile(r"^[^.;:\n]{0,30}\b(?:not|n't) (?:be )?(?:needed|required|necessary|expected)", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """A topic that the advert names."""

    topic: str
    words: tuple[str, ...]
    """The words that name it, as they stand in the advert, in the order they first stand there."""
    odds: float
    """How many times as likely as others its questions should be drawn; above 1."""


def named_in(advert: str) -> tuple[Named, ...]:
    """The topics that a job advert names, the one it names most first; none where it names none.

    Each word counts once however often it stands there, half where it is only welcome, and not at all where the advert says
    that it is not needed.
    """
    found: dict[str, dict[str, tuple[str, float]]] = {}
    for line, worth in _lines(advert):
        for topic, pattern in _patterns().items():
            for hit in pattern.finditer(line):
                if _DENIED.search(line[: hit.start()]) or _NEEDLESS.search(line[hit.end() :]):
                    continue
                words = found.setdefault(topic, {})
                key = _plain(hit[0])
                said, before = words.get(key, (" ".join(hit[0].split()), 0.0))
                words[key] = (said, max(before, worth))
    named = [
        Named(topic, tuple(said for said, _ in words.values()), 1 + min(sum(w for _, w in words.values()), MOST))
        for topic, words in found.items()
    ]
    return tuple(sorted(named, key=lambda n: (-n.odds, n.topic)))


def _lines(advert: str) -> list[tuple[str, float]]:
    """Each line with what its words count for: that is said by the line itself, or by the last heading above."""
    lines: list[tuple[str, float]] = []
    below = 1.0
    for line in advert.splitlines():
        own = WELCOME if _WELCOME.search(line) else 1.0
        if _HEADING.fullmatch(line.strip()):
            below = own
        lines.append((line, min(below, own)))
    return lines


def _plain(text: str) -> str:
    """A word without what does not tell it from itself: case, blanks and hyphens, a plural."""
    flat = re.sub(r"[\s-]+", " ", text.lower())
    return flat[:-1] if len(flat) > 3 and flat.endswith("s") and not flat.endswith("ss") else flat


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """For each topic a pattern that matches its words, the longest first."""
    return {topic: _pattern(words) for topic, words in advert_words().items()}


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    stems = sorted({_plain(word) for word in words}, key=len, reverse=True)
    ways = (r"[\s-]+".join(map(re.escape, stem.split(" "))) for stem in stems)
    return re.compile(rf"(?<![\w/])(?:{'|'.join(ways)})(?:s|es)?(?![\w/])", re.IGNORECASE)


@cache
def advert_words() -> Mapping[str, tuple[str, ...]]:
    """What adverts call each topic that a bank may hold."""
    file = Path(__file__).with_name("advert_words.yaml")
    words: dict[str, Sequence[str]] = parse(read_text(file), file.name).data
    return {topic: tuple(words[topic]) for topic in get_args(Topic)}
