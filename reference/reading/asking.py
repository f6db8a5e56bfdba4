"""What was asked, in free words, held against the ways in which it may be asked; and how alike two texts are."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from hotseat.reference.reading.passage import Passage, read
from hotseat.reference.reading.words import SYNONYM, TYPO, slip

_FITS = 0.5
"""The least likeness of a question that is taken as asked."""
_APART = 0.05
"""The first must lead the second by so much, or neither is certain."""
_QUESTION_WORDS = {
    "how": 0.05, "many": 0.3, "long": 0.3, "often": 0.3, "much": 0.2, "when": 0.2, "where": 0.2, "why": 0.2, "who": 0.3,
    "allowed": 0.5, "same": 0.25, "both": 0.2, "use": 0.15, "only": 0.15, "all": 0.1, "one": 0.1, "may": 0.05,
}  # fmt: skip
"""Words that tell little in an answer and something in a question."""


def _weights(passage: Passage) -> list[float]:
    return [max(w, _QUESTION_WORDS.get(t.word, 0.0)) for w, t in zip(passage.weights, passage.tokens, strict=True)]


def _alike(passage: Passage, i: int, other: Passage) -> float:
    """How surely the word at position ``i`` stands in the other text."""
    s, word = passage.stems[i], passage.tokens[i].word
    if s in other.by_stem or word in other.by_pair:
        return 1.0
    if i + 1 < len(passage.tokens) and word + passage.tokens[i + 1].word in other.by_stem:
        return 1.0
    if any(m in other.by_concept for m in passage.concepts[i]):
        return SYNONYM
    if len(s) >= 4 and any(slip(word, t.word) for t in other.tokens):
        return TYPO
    return max((_grams(s, o) for o in other.by_stem), default=0.0) if len(s) >= 5 else 0.0


@lru_cache(maxsize=50_000)
def _grams(a: str, b: str) -> float:
    """Likeness by shared three-letter pieces, where it is great enough to mean kinship ("standard", "standardiz")."""
    if len(b) < 5 or a[0] != b[0]:
        return 0.0
    x, y = ({f" {w} "[k : k + 3] for k in range(len(w))} for w in (a, b))
    dice = 2 * len(x & y) / (len(x) + len(y))
    return 0.9 * dice if dice >= 0.72 else 0.0


def _share(passage: Passage, others: Sequence[Passage], rarity: dict[str, float]) -> float:
    """The share of a text's weight that stands in one of some others."""
    found = total = 0.0
    for i, w in enumerate(_weights(passage)):
        if w > 0:
            w *= rarity.get(passage.stems[i], 1.0)
            total += w
            found += w * max((_alike(passage, i, o) for o in others), default=0.0)
    return found / total if total else 0.0


def similarity(a: str, b: str) -> float:
    """How far two texts speak of the same, 0 to 1: the harmonic mean of what each finds of itself in the other."""
    one, two = read(a), read(b)
    forth, back = _share(one, [two], {}), _share(two, [one], {})
    return 2 * forth * back / (forth + back) if forth + back else 0.0


def match_question(asked: str, candidates: Sequence[tuple[str, Sequence[str]]]) -> tuple[str, float] | None:
    """Which candidate was asked for, with a likeness of 0 to 1; None where nothing fits or two fit alike.

    ``candidates`` are pairs of an id and the ways of asking for it. Words that many candidates share tell little.
    """
    question = read(asked)
    if not any(_weights(question)):
        return None
    ways = [(name, [_read(w) for w in said]) for name, said in candidates]
    where: dict[str, set[str]] = defaultdict(set)
    for name, said in ways:
        for passage in said:
            for s in passage.stems:
                where[s].add(name)
    n = len(ways)
    rarity = {s: math.log(1 + n / len(names)) / math.log(1 + n) for s, names in where.items()} if n else {}
    scores: list[tuple[float, str]] = []
    for name, said in ways:
        pooled = _share(question, said, rarity)
        closest = max(
            (math.sqrt(_share(p, [question], rarity) * _share(question, [p], rarity)) for p in said), default=0.0
        )
        scores.append(((pooled + closest) / 2, name))
    scores.sort(reverse=True)
    if not scores or scores[0][0] < _FITS:
        return None
    if len(scores) > 1 and scores[0][0] - scores[1][0] < _APART and scores[1][0] < 0.9:
        return None
    return scores[0][1], round(min(1.0, scores[0][0]), 4)


@lru_cache(maxsize=4096)
def _read(text: str) -> Passage:
    return read(text)
