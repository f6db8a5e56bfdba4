"""Where an answer says a rubric point, how fully, and whether it says the point or its contrary.

A target (one way of saying the point) is laid over windows of the answer: single clauses, neighbours, sentences. Each of
its words is sought by stem, synonym, slip of the fingers, or opposite; how much of its weight is found is its coverage.
A word found denied where the target affirms it, found as its opposite, or said of the wrong one of two things that the
question contrasts, counts as conflict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hotseat.reference.reading.passage import Passage
from hotseat.reference.reading.repairs import taken_back
from hotseat.reference.reading.roles import Roles, governors
from hotseat.reference.reading.rubric_words import Target
from hotseat.reference.reading.words import SYNONYM, TYPO, lexicon, slip, stem

OPPOSITE = 0.7
"""How far an opposite shows that the point is spoken of."""
_WIDE = 0.03
"""What each further clause of a window takes off, so that the closest wording wins."""
_BESIDE = 4
"""An opposite turns a statement round only so near to what it is said of."""
_SIGN = 0.4
"""A plus for a minus turns a whole formula round, however small a part of it the sign is."""
_OPERATORS = {"plus", "minus"}
_TURNED = 0.7
"""Denied so far, an opposite says what the word itself would."""
_RIGHT_BEFORE = 2
_ALONE = 0.6
"""What a synonym is worth where it is all there is of a target."""
_TWO_SENTENCES = 0.12


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a target found in the answer."""

    position: int
    alike: float
    """0 to 1."""
    opposite: bool


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the answer."""

    first: int
    last: int
    """Excluded."""
    handicap: float


@dataclass(frozen=True, slots=True)
class Match:
    """A target laid over the window where it fits best."""

    target: Target
    window: Window
    coverage: float
    """Share of the target's weight that is found, whichever way it is meant; 0 to 1."""
    denied: float
    """Share of what is found that is denied on one side only; 0 to 1."""
    opposed: float
    """Share of the target's weight found as its opposite; 0 to 1."""
    swapped: float
    """Share of what is found that is said of the wrong role; 0 to 1."""
    anchored: float
    """Share of what is found that is said of the right role; 0 to 1."""

    @property
    def conflict(self) -> float:
        """All three kinds of conflict together, 0 to 1."""
        return 1 - (1 - self.denied) * (1 - min(1.0, 2 * self.opposed)) * (1 - self.swapped)


class Answer:
    """An answer with what is left of it after the guards, and a memory of words looked up in it."""

    def __init__(self, passage: Passage, masked: set[int], roles: Roles) -> None:
        self.passage = passage
        self.counts, self.turned = taken_back(passage)
        self.masked = masked | {i for i, c in enumerate(self.counts) if c == 0}
        self.roles = roles
        self.windows = self._windows()
        self.clauses = passage.clauses()
        self._vocabulary = sorted({t.word for t in passage.tokens if len(t.word) >= 4 and t.word.isalpha()})
        self._found: dict[tuple[str, str], list[Hit]] = {}
        self.governors = governors(passage, roles, self.masked)

    def _windows(self) -> list[Window]:
        out: list[Window] = []
        clauses = self.passage.clauses()
        tokens = self.passage.tokens
        for a in range(len(clauses)):
            for b in range(a, min(a + 4, len(clauses))):
                if tokens[clauses[a][0]].sentence != tokens[clauses[b][0]].sentence:
                    break
                out.append(Window(clauses[a][0], clauses[b][1], _WIDE * (b - a)))
        sentences = self.passage.sentences()
        for first, last in sentences:
            n = tokens[last - 1].clause - tokens[first].clause
            if n > 3:
                out.append(Window(first, last, _WIDE * n))
        for (first, _), (start, last) in pairwise(sentences):
            n = tokens[last - 1].clause - tokens[start].clause + tokens[start - 1].clause - tokens[first].clause
            if n <= 6:
                out.append(Window(first, last, _TWO_SENTENCES + _WIDE * n / 2))
        return out

    def find(self, target: Passage, i: int) -> list[Hit]:
        """Where the word at position ``i`` of a target stands in the answer; the surest meanings first."""
        s, word = target.stems[i], target.tokens[i].word
        meanings = target.concepts[i]
        after = target.tokens[i + 1].word if i + 1 < len(target.tokens) else ""
        before = target.tokens[i - 1].word if i else ""
        key = (s, f"{before} {word} {after} {sorted(meanings)} {len(target.content) == 1}")
        if key in self._found:
            return self._found[key]
        passage = self.passage
        hits: dict[tuple[int, bool], float] = {}

        def put(positions: Sequence[int], alike: float, opposite: bool = False) -> None:
            for p in positions:
                if p not in self.masked and hits.get((p, opposite), 0.0) < alike * self.counts[p]:
                    hits[p, opposite] = alike * self.counts[p]

        put(passage.by_stem.get(s, ()), 1.0)
        put(passage.by_pair.get(word, ()), 1.0)
        for joined in (word + after, before + word):
            if joined != word and len(joined) > 4:
                put([p for p, t in enumerate(passage.tokens) if t.word == joined], 1.0)
        for m in meanings:
            put(passage.by_concept.get(m, ()), SYNONYM)
        for contrary in lexicon().opposites.get(s, ()):
            put(passage.by_stem.get(contrary, ()), OPPOSITE, opposite=True)
        if not passage.by_stem.get(s) and len(s) >= 4 and s.isalpha():
            for other in self._vocabulary:
                if slip(word, other):
                    put(passage.by_stem[stem(other)], TYPO)
        if len(target.content) == 1:
            hits = {k: a if a > SYNONYM else _ALONE * a for k, a in hits.items()}
        found = [Hit(p, a, o) for (p, o), a in sorted(hits.items())]
        self._found[key] = found
        return found

    def best(self, target: Target) -> Match | None:
        """The target laid where it fits best, or None where nothing of it is found."""
        rows = [(i, w, self.find(target.passage, i)) for i, w in enumerate(target.weights) if w > 0]
        rows = [row for row in rows if row[2]]
        if not rows:
            return None
        top, window = 0.0, None
        touched = {h.position for _, _, hits in rows for h in hits}
        for candidate in self.windows:
            if not any(candidate.first <= p < candidate.last for p in touched):
                continue
            total = self._found_in(target, rows, candidate)
            score = total / target.total - candidate.handicap
            if score > top:
                top, window = score, candidate
        return None if window is None else self._judge(target, rows, window)

    def judged(self, target: Target, window: Window) -> Match | None:
        """The target laid over a given window, or None where nothing of it is found there."""
        rows = [(i, w, self.find(target.passage, i)) for i, w in enumerate(target.weights) if w > 0]
        rows = [(i, w, hits) for i, w, hits in rows if any(window.first <= h.position < window.last for h in hits)]
        return self._judge(target, rows, window) if rows else None

    def _found_in(self, target: Target, rows: list[tuple[int, float, list[Hit]]], window: Window) -> float:
        """The weight of a target found in a window; a word of the answer stands for one word or expression of it only."""
        taken: dict[int, int] = {}
        total = 0.0
        for i, w, hits in rows:
            expression = target.passage.expression[i]
            alike, where = 0.0, -1
            for h in hits:
                if window.first <= h.position < window.last and h.alike > alike:
                    free = taken.get(h.position, expression) == expression
                    value = h.alike if free else 0.3 * h.alike
                    if value > alike:
                        alike, where = value, h.position
            if where >= 0:
                taken.setdefault(where, expression)
                total += w * alike
        return total

    def coverage(self, target: Target, window: Window) -> float:
        """The share of a target found in a given window."""
        total = 0.0
        for i, w in enumerate(target.weights):
            if w > 0:
                total += w * max(
                    (h.alike for h in self.find(target.passage, i) if window.first <= h.position < window.last),
                    default=0.0,
                )
        return total / target.total

    def _judge(self, target: Target, rows: list[tuple[int, float, list[Hit]]], window: Window) -> Match:
        """How the words found are meant."""
        inside = [(i, w, [h for h in hits if window.first <= h.position < window.last]) for i, w, hits in rows]
        inside = [row for row in inside if row[2]]
        core = self._core(target, inside)
        denied = opposed = swapped = anchored = 0.0
        chosen = [self._chosen(target, i, hits, inside, core) for i, _, hits in inside]
        spent = self._spent(target, [i for i, _, _ in inside], chosen)
        for (i, w, _), hit in zip(inside, chosen, strict=True):
            if self.counts[hit.position] < 1:
                continue
            asymmetry = abs(target.passage.negated[i] - self.passage.negated[hit.position])
            if hit.position in self.turned:
                asymmetry = 1 - asymmetry
            if hit.opposite:
                operator = {self.passage.tokens[hit.position].word, target.passage.tokens[i].word} == _OPERATORS
                opposed += (_SIGN * target.total if operator else w) * (1 - asymmetry)
            elif self.passage.tokens[hit.position].clause not in spent:
                denied += w * asymmetry
            meant, said = target.governors[i], self.governors[hit.position]
            if meant and said and target.passage.stems[i] not in self.roles:
                if said == meant:
                    anchored += w
                elif said in self.roles[meant]:
                    swapped += w
        whole = sum(w for _, w, _ in inside) or 1.0
        return Match(
            target,
            window,
            min(1.0, self._found_in(target, inside, window) / target.total),
            denied / whole,
            min(1.0, opposed / target.total),
            swapped / whole,
            anchored / whole,
        )

    def _spent(self, target: Target, places: Sequence[int], chosen: Sequence[Hit]) -> set[int]:
        """Clauses whose denial turns an opposite back: "does not keep the correlations" denies nothing of "are lost"."""
        tokens, negated = self.passage.tokens, self.passage.negated
        return {
            tokens[hit.position].clause
            for i, hit in zip(places, chosen, strict=True)
            if hit.opposite
            and abs(target.passage.negated[i] - negated[hit.position]) >= _TURNED
            and self._denied_itself(hit.position)
            and not any(not h.opposite for h in self.find(target.passage, i))
        }

    def _denied_itself(self, position: int) -> bool:
        """Whether a denial stands right before a word, so that the word is what it denies."""
        negated = self.passage.negated
        return any(negated[k] < negated[position] for k in range(max(0, position - _RIGHT_BEFORE), position))

    def _chosen(
        self, target: Target, i: int, hits: list[Hit], inside: list[tuple[int, float, list[Hit]]], core: float
    ) -> Hit:
        """The hit that is meant. An opposite is meant only beside a neighbour of the word, and with the word itself away."""
        plain = [h for h in hits if not h.opposite]
        nearest = min(plain, key=lambda h: self._far(h.position, core) + 6 * (1 - h.alike)) if plain else None
        tokens = self.passage.tokens
        row = [j for j, _, _ in inside]
        beside = {row[k] for k in (row.index(i) - 1, row.index(i) + 1) if 0 <= k < len(row)}
        near = [h.position for j, _, found in inside if j in beside for h in found if not h.opposite]
        turned = [
            h
            for h in hits
            if h.opposite
            and any(0 < abs(h.position - p) <= _BESIDE and tokens[h.position].clause == tokens[p].clause for p in near)
        ]
        if turned:
            best = min(turned, key=lambda h: self._far(h.position, core))
            if nearest is None or self._far(nearest.position, core) > self._far(best.position, core) + _BESIDE:
                return best
        return nearest or Hit(hits[0].position, hits[0].alike, False)

    def _core(self, target: Target, inside: list[tuple[int, float, list[Hit]]]) -> float:
        """Where in the window most of the target stands, as a position."""
        total = place = 0.0
        for i, w, hits in inside:
            plain = [h for h in hits if not h.opposite]
            if len(plain) == 1 and target.passage.stems[i] not in self.roles:
                total += w
                place += w * plain[0].position
        if total:
            return place / total
        positions = [h.position for _, _, hits in inside for h in hits if not h.opposite]
        positions = positions or [h.position for _, _, hits in inside for h in hits]
        return sum(positions) / len(positions)

    def _far(self, position: int, core: float) -> float:
        tokens = self.passage.tokens
        here, there = tokens[position], tokens[round(core)]
        return abs(position - core) + 4 * abs(here.clause - there.clause)
