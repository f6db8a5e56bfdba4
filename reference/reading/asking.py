"""What was asked, in free words, held against the ways in which it may be asked; and how alike two texts are."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from hotseat.reference.reading.kin import is_beside, topics
from hotseat.reference.reading.passage import Passage, read
from hotseat.reference.reading.words import SYNONYM, TYPO, slip

_FITS = 0.45
"""The least chance of being what was asked that is taken for it."""
_APART = 0.03
"""The best must lead the next by so much, or neither is certain."""
_KIN = 0.8
"""How far words of one topic stand in for each other."""
_QUESTION_WORDS = {
    "how": 0.05, "many": 0.3, "long": 0.3, "often": 0.3, "much": 0.2, "when": 0.2, "where": 0.2, "why": 0.2, "who": 0.3,
    "allowed": 0.5, "same": 0.25, "both": 0.2, "use": 0.15, "only": 0.15, "all": 0.1, "one": 0.1, "may": 0.05,
}  # fmt: skip
"""Words that tell little in an answer and something in a question."""
_IDLE = frozenset(
    {
        "need", "want", "expect", "happen", "handle", "get", "come", "take", "give", "know", "mean", "exactly", "treat",
        "work", "do", "make", "look", "see", "think", "start", "have", "go", "put", "say", "answer", "question", "right",
        "kind", "sort", "thing", "way", "actually", "here", "there",
    }
)  # fmt: skip
"""Words that questions of every kind are made with; what they share is not what they ask for."""
_IDLE_WEIGHT = 0.3
_BASE = -4.06
_LOGIT = {
    "pooled": -1.72,
    "closest": 7.12,
    "mass": 1.80,
    "heaviest": 0.10,
    "strange": 0.38,
    "lead": 0.92,
    "mass_lead": -0.66,
    "strange_share": -2.10,
}
"""A logistic regression on natural wordings, on questions nobody can answer put to every question of the bank, and on the
bank's own ways of asking, each held against its question without it."""


@dataclass(frozen=True)
class _Question:
    """A text with what it is about, word by word."""

    passage: Passage
    kin: tuple[frozenset[str], ...]
    """For each token the topics that it shows."""
    about: frozenset[str]


# Eight kilobytes each; the ways of asking at the question at hand, and at the end about the team, are fewer.
@lru_cache(maxsize=128)
def _question(text: str) -> _Question:
    passage = read(text)
    found = topics(text)
    kin = tuple(
        frozenset(name for name, start, end in found if t.start < end and start < t.start + len(t.word))
        for t in passage.tokens
    )
    return _Question(passage, kin, frozenset(name for name, _, _ in found))


def _weights(passage: Passage) -> list[float]:
    told = zip(passage.weights, passage.tokens, passage.stems, strict=True)
    return [
        (_IDLE_WEIGHT if stem in _IDLE or t.word in _IDLE else 1.0) * max(w, _QUESTION_WORDS.get(t.word, 0.0))
        for w, t, stem in told
    ]


def _alike(passage: Passage, i: int, other: Passage) -> float:
    """How surely the word at position ``i`` stands in the other text."""
    s, word = passage.stems[i], passage.tokens[i].word
    if s in other.by_stem or word in other.by_pair:
        return 1.0
    if i + 1 < len(passage.tokens) and word + passage.tokens[i + 1].word in other.by_stem:
        return 1.0
    if any(m in other.by_concept for m in passage.concepts[i]):
        return SYNONYM
    if len(s) >= 5 and any(slip(word, t.word) for t in other.tokens):
        return TYPO
    return max((_grams(s, o) for o in other.by_stem), default=0.0) if len(s) >= 5 else 0.0


@lru_cache(maxsize=4096)
def _grams(a: str, b: str) -> float:
    """Likeness by shared three-letter pieces, where it is great enough to mean kinship ("standard", "standardiz")."""
    if len(b) < 5 or a[0] != b[0]:
        return 0.0
    x, y = ({f" {w} "[k : k + 3] for k in range(len(w))} for w in (a, b))
    dice = 2 * len(x & y) / (len(x) + len(y))
    return 0.9 * dice if dice >= 0.72 else 0.0


def _share(passage: Passage, others: Sequence[Passage]) -> float:
    """The share of a text's weight that stands in one of some others."""
    found = total = 0.0
    for i, w in enumerate(_weights(passage)):
        if w > 0:
            total += w
            found += w * max((_alike(passage, i, o) for o in others), default=0.0)
    return found / total if total else 0.0


def similarity(a: str, b: str) -> float:
    """How far two texts speak of the same, 0 to 1: the harmonic mean of what each finds of itself in the other."""
    one, two = read(a), read(b)
    forth, back = _share(one, [two]), _share(two, [one])
    return 2 * forth * back / (forth + back) if forth + back else 0.0


class _Rarity:
    """How much a word or a topic tells candidates apart: 1 for what one of them has, less the more of them share it."""

    def __init__(self, ways: Sequence[tuple[str, list[_Question]]]) -> None:
        self._n = len(ways)
        self._where: dict[str, set[str]] = defaultdict(set)
        for name, said in ways:
            for question in said:
                for s in question.passage.stems:
                    self._where[s].add(name)
                for topic in question.about:
                    self._where[f"#{topic}"].add(name)

    def of(self, key: str) -> float:
        count = len(self._where.get(key, ()))
        return math.log(1 + self._n / count) / math.log(1 + self._n) if count else 1.0


@dataclass(frozen=True)
class _Found:
    """What of a question stands in some other texts, in its words or in words of the same topic."""

    share: float
    """Of its weight, 0 to 1."""
    mass: float
    heaviest: float
    """The weight of the most telling word that stands there."""
    strange: float
    """The weight of the words that do not."""
    strange_share: float
    """Of the weight of all words, 0 to 1."""


def _find(asked: _Question, others: Sequence[_Question], rarity: _Rarity) -> _Found:
    mass = total = heaviest = strange = 0.0
    everything = sum(_weights(asked.passage)) or 1.0
    for i, w in enumerate(_weights(asked.passage)):
        kin, rare = asked.kin[i], rarity.of(asked.passage.stems[i])
        if w <= 0 and not kin:
            continue
        w = max(w, 0.25 if kin else 0.0)
        exact = max((_alike(asked.passage, i, o.passage) for o in others), default=0.0)
        as_kin = _KIN * max((rarity.of(f"#{t}") for t in kin if any(t in o.about for o in others)), default=0.0)
        found = w * max(exact * rare, as_kin)
        total += w * max(rare, as_kin)
        mass += found
        heaviest = max(heaviest, found)
        strange += w if found == 0 else 0.0
    return _Found(mass / total if total else 0.0, mass, heaviest, strange, strange / everything)


@dataclass(frozen=True)
class _Fit:
    """How one candidate fits what was asked."""

    name: str
    found: _Found
    closest: float
    """The likeness of the nearest single way of asking."""

    @property
    def rank(self) -> float:
        return (self.found.share + self.closest) / 2 + 0.15 * self.found.mass


def _fit(name: str, asked: _Question, said: Sequence[_Question], rarity: _Rarity) -> _Fit:
    likeness = (math.sqrt(_find(p, [asked], rarity).share * _find(asked, [p], rarity).share) for p in said)
    return _Fit(name, _find(asked, said, rarity), max(likeness, default=0.0))


def _chance(first: _Fit, second: _Fit | None) -> float:
    """How likely the best candidate is what was asked for, given the next best."""
    facts = {
        "pooled": first.found.share,
        "closest": first.closest,
        "mass": min(first.found.mass, 3.0),
        "heaviest": first.found.heaviest,
        "strange": first.found.strange,
        "strange_share": first.found.strange_share,
        "lead": first.rank - (second.rank if second else 0.0),
        "mass_lead": min(2.0, first.found.mass - (second.found.mass if second else 0.0)),
    }
    return 1 / (1 + math.exp(-_BASE - sum(_LOGIT[name] * value for name, value in facts.items())))


def match_question(asked: str, candidates: Sequence[tuple[str, Sequence[str]]]) -> tuple[str, float] | None:
    """Which candidate was asked for, and how likely it is, 0 to 1; None where nothing fits or two fit alike.

    ``candidates`` are pairs of an id and the ways of asking for it, to which the answer may be added: what an answer
    says tells what it is the answer to. Words that many candidates share tell little.
    """
    question = _question(asked)
    if not any(_weights(question.passage)) or is_beside(asked, [way for _, said in candidates for way in said]):
        return None
    ways = [(name, [_question(w) for w in said]) for name, said in candidates]
    rarity = _Rarity(ways)
    fits = sorted((_fit(name, question, said, rarity) for name, said in ways), key=lambda fit: -fit.rank)
    if not fits or fits[0].found.mass == 0:
        return None
    if len(fits) > 1 and fits[0].rank - fits[1].rank < _APART:
        return None
    chance = _chance(fits[0], fits[1] if len(fits) > 1 else None)
    return (fits[0].name, round(chance, 4)) if chance >= _FITS else None
