"""Which words a rubric says together, and whether an answer says them together too or in strange company.

Swapped facts use all the right words in the wrong places: "decoding is compute bound" where the rubric has decoding
beside memory bandwidth, and compute beside the prompt. A pair of telling words of an answer's clause is *known* where
some statement of the rubric holds both, and *strange* where the rubric uses both but never together. Two words that are
set against each other (opposites such as "large" and "small", or the subjects of two statements) are *poles*: what is said
of the one in the rubric and of the other in the answer is *crossed*.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hotseat.reference.reading import contrasts
from hotseat.reference.reading.passage import Passage
from hotseat.reference.reading.words import lexicon

_FAR = 0.5
"""What a pair counts for whose words stand in one sentence but not in one clause."""
_REACH = 12
"""So many tokens apart, two words of an answer are no longer said of each other."""
_DENIED = 0.5
"""From this far on a word counts as denied."""
_HEAD = 1
"""So many telling words begin a statement and may name what it is about."""


@dataclass
class Company:
    """What a rubric says together."""

    pairs: dict[tuple[str, str], float] = field(default_factory=dict[tuple[str, str], float])
    """Two stems in alphabetical order -> 1 where a clause holds both, less where only a sentence or a point does."""
    words: frozenset[str] = frozenset()
    """Every telling stem of the rubric."""
    by_meaning: dict[int, frozenset[str]] = field(default_factory=dict[int, frozenset[str]])
    """Group of synonyms -> stems of the rubric that belong to it."""
    poles: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    """A stem -> those it is set against."""
    said_of: dict[str, dict[str, float]] = field(default_factory=dict[str, dict[str, float]])
    """Stem -> pole -> how nearly the rubric says the one of the other, 0 to 1."""
    contrasts: contrasts.Contrasts = field(default_factory=lambda: contrasts.Contrasts({}, {}, {}))

    def together(self, a: str, b: str) -> float:
        """How closely the rubric says two stems together, 0 to 1."""
        return self.pairs.get((a, b) if a < b else (b, a), 0.0)


def gather(texts: Sequence[Passage], phrases: Sequence[Sequence[Passage]], sentences: Sequence[Passage]) -> Company:
    """The company of a rubric: the points' texts, the phrases of each, and the sentences of the model answer."""
    out = Company()
    statements = [*texts, *sentences, *(p for said in phrases for p in said)]
    for passage in statements:
        _count(out, passage)
    for text, said in zip(texts, phrases, strict=True):
        inside = {text.stems[i] for i in text.content}
        for phrase in said:
            _join(out, inside, (phrase.stems[i] for i in phrase.content))
    stems = {p.stems[i] for p in statements for i in p.content}
    out.words = frozenset(stems)
    groups: dict[int, set[str]] = defaultdict(set)
    for passage in statements:
        for i in passage.content:
            for g in passage.concepts[i]:
                groups[g].add(passage.stems[i])
    out.by_meaning = {g: frozenset(s) for g, s in groups.items()}
    out.poles = _poles(stems, [*texts, *sentences])
    said_of: dict[str, dict[str, float]] = defaultdict(dict)
    for passage in statements:
        for stem, pole, near in governed(passage, out.poles):
            said_of[stem][pole] = max(said_of[stem].get(pole, 0.0), near)
    out.said_of = dict(said_of)
    out.contrasts = contrasts.gather(texts, [p for said in phrases for p in said], sentences)
    return out


def _put(out: Company, a: str, b: str, value: float) -> None:
    key = (a, b) if a < b else (b, a)
    if out.pairs.get(key, 0.0) < value:
        out.pairs[key] = value


def _count(out: Company, passage: Passage) -> None:
    content, tokens = passage.content, passage.tokens
    for n, i in enumerate(content):
        for j in content[n + 1 :]:
            if tokens[i].sentence != tokens[j].sentence:
                break
            _put(out, passage.stems[i], passage.stems[j], 1.0 if tokens[i].clause == tokens[j].clause else _FAR)


def _join(out: Company, one: Iterable[str], other: Iterable[str]) -> None:
    rest = list(other)
    for a in one:
        for b in rest:
            _put(out, a, b, _FAR)


def _poles(stems: set[str], texts: Sequence[Passage]) -> dict[str, frozenset[str]]:
    """Opposites that the rubric uses, and the heads of statements that are made of the one point or of the other."""
    out: dict[str, set[str]] = defaultdict(set)
    contrary = lexicon().opposites
    for s in stems:
        for other in contrary.get(s, ()):
            out[s].add(other)
    heads: dict[str, set[int]] = defaultdict(set)
    where: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for n, passage in enumerate(texts):
        for i in passage.content:
            where[passage.stems[i]].add((n, passage.tokens[i].clause))
        for first, last in passage.clauses():
            for i in [i for i in range(first, last) if passage.weights[i] > 0][:_HEAD]:
                heads[passage.stems[i]].add(n)
    for a, at in heads.items():
        for b, other in heads.items():
            if a != b and not at & other and not where[a] & where[b]:
                out[a].add(b)
    for a, b in contrasts.framed(texts):
        if not where[a] & where[b]:
            out[a].add(b)
            out[b].add(a)
    return {s: frozenset(o) for s, o in out.items()}


def _gap(passage: Passage, i: int, j: int) -> float:
    """How far apart two words stand, clauses counted; infinite in different sentences."""
    tokens = passage.tokens
    if tokens[i].sentence != tokens[j].sentence:
        return math.inf
    return abs(i - j) + 4 * abs(tokens[i].clause - tokens[j].clause) + (2 if j > i else 0)


def governed(passage: Passage, poles: dict[str, frozenset[str]]) -> Iterable[tuple[str, str, float]]:
    """For each telling word the poles in its clause or near it, with how near: (stem, pole, 0 to 1)."""
    named = [i for i, s in enumerate(passage.stems) if s in poles]
    for i in passage.content:
        for j in named:
            if passage.stems[i] != passage.stems[j] and _gap(passage, i, j) <= _REACH:
                nearer = any(
                    passage.stems[k] in poles[passage.stems[j]] and _gap(passage, i, k) < _gap(passage, i, j)
                    for k in named
                )
                if not nearer:
                    yield passage.stems[i], passage.stems[j], 1.0


@dataclass(frozen=True)
class Kept:
    """How an answer keeps the company of a rubric around one match."""

    known: float
    """Share of the pairs around the match that the rubric knows, 0 to 1."""
    strange: float
    """Share that it holds apart, 0 to 1."""
    crossed: float
    """Share of the words there that are said of the contrary pole, 0 to 1."""
    upright: float
    """Share that are said of the right pole, 0 to 1."""
    parted: float
    """Share of what the whole sentence says of one of two contrasted things that is the other's, 0 to 1."""
    foreign: float
    """Of what the sentence denies, the share that is no word of the point, 0 to 1: an alternative that is ruled out."""


NOTHING = Kept(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
"""Where nothing is said of a point."""


class Speech:
    """An answer seen as words of a rubric."""

    def __init__(self, passage: Passage, masked: set[int], company: Company) -> None:
        self.passage = passage
        self.company = company
        self.as_said: dict[int, frozenset[str]] = {}
        """Position -> the stems of the rubric that the word there may stand for."""
        for i in passage.content:
            if i in masked:
                continue
            s = passage.stems[i]
            if s in company.words:
                self.as_said[i] = frozenset({s})
            else:
                found = {w for g in passage.concepts[i] for w in company.by_meaning.get(g, ())}
                if found:
                    self.as_said[i] = frozenset(found)
        self._where: dict[str, list[int]] = defaultdict(list)
        for i, s in enumerate(passage.stems):
            if i not in masked:
                self._where[s].append(i)
        self._gaps: dict[tuple[int, str], float] = {}

    def _nearest(self, i: int, stem: str) -> float:
        if stem not in self._where:
            return math.inf
        key = (i, stem)
        if key not in self._gaps:
            self._gaps[key] = min((_gap(self.passage, i, j) for j in self._where[stem] if j != i), default=math.inf)
        return self._gaps[key]

    def _near_by(self, i: int, stem: str) -> bool:
        """Whether a stem stands in the sentence of a token or beside it."""
        tokens = self.passage.tokens
        return any(abs(tokens[j].sentence - tokens[i].sentence) <= 1 for j in self._where.get(stem, ()))

    def around(self, first: int, last: int, own: dict[str, float]) -> Kept:
        """The company kept between the tokens ``first`` and ``last`` by the words of a point (stem -> weight)."""
        tokens, passage = self.passage.tokens, self.passage
        inside = [i for i in self.as_said if first <= i < last]
        known = strange = 0.0
        for n, i in enumerate(inside):
            for j in inside[n + 1 :]:
                if tokens[i].clause != tokens[j].clause or j - i > _REACH or passage.stems[i] == passage.stems[j]:
                    continue
                mine = max((own.get(s, 0.0) for k in (i, j) for s in self.as_said[k]), default=0.0)
                if not mine:
                    continue
                w = passage.weights[i] * passage.weights[j]
                near = max(
                    (self.company.together(a, b) if a != b else 1.0) for a in self.as_said[i] for b in self.as_said[j]
                )
                known += w * near
                strange += w * (near == 0.0)
        crossed = upright = total = 0.0
        for i in inside:
            weight = max((own.get(s, 0.0) for s in self.as_said[i]), default=0.0)
            total += weight
            # In order, so that of two that are said of as many poles the same one counts in every process.
            said = max((self.company.said_of.get(s, {}) for s in sorted(self.as_said[i])), key=len)
            right = wrong = 0.0
            for pole in said:
                here = self._nearest(i, pole)
                if here <= _REACH:
                    right = 1.0
                for other in self.company.poles[pole] if self._near_by(i, pole) else ():
                    if other not in said and self._nearest(i, other) <= min(_REACH, here - 1):
                        wrong = 1.0
            if right and not wrong:
                upright += weight
            elif wrong:
                crossed += weight * (0.5 if right else 1.0)
        pairs = known + strange + 1.0
        total += 0.5
        return Kept(
            known / pairs,
            strange / pairs,
            min(1.0, crossed / total),
            min(1.0, upright / total),
            contrasts.parted(self._clauses(first, last), self.company.contrasts, own),
            self._foreign(first, last, own),
        )

    def _foreign(self, first: int, last: int, own: dict[str, float]) -> float:
        """Of what the sentences between two tokens deny, the share that is no word of the point."""
        passage, tokens = self.passage, self.passage.tokens
        start, end = tokens[first].sentence, tokens[last - 1].sentence
        total = foreign = 0.0
        for i in passage.content:
            if start <= tokens[i].sentence <= end and passage.negated[i] >= _DENIED:
                total += passage.weights[i]
                foreign += passage.weights[i] * (not any(s in own for s in self.as_said.get(i, ())))
        return foreign / (total + _DENIED)

    def _clauses(self, first: int, last: int) -> Iterable[set[str]]:
        """The stems of the rubric in each clause of the sentences between two tokens."""
        tokens = self.passage.tokens
        out: dict[int, set[str]] = defaultdict(set)
        for i, said in self.as_said.items():
            if tokens[first].sentence <= tokens[i].sentence <= tokens[last - 1].sentence:
                out[tokens[i].clause] |= said
        return out.values()
