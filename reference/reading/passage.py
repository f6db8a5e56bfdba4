"""A text ready to be compared: its tokens with stems, meanings, weights and polarity, and an index to find them by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from hotseat.reference.reading import polarity
from hotseat.reference.reading.text import Token, tokens
from hotseat.reference.reading.words import Lexicon, lexicon, stem, weight


@dataclass
class Passage:
    """An answer, a rubric phrase, or any other text, read once."""

    text: str
    tokens: list[Token]
    stems: list[str]
    weights: list[float]
    """How much each token tells, 0 to 1; words such as "the" are 0."""
    concepts: list[frozenset[int]]
    """The groups of synonyms each token belongs to, alone or as a part of an expression."""
    expression: list[int]
    """For each token where the expression of several words begins that it belongs to; itself where it belongs to none."""
    negated: list[float]
    """How far each token is denied, 0 to 1."""
    by_stem: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_concept: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """The first token of every expression of a group."""
    by_pair: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Two neighbours written as one word, so that "held out" meets "heldout"."""

    @cached_property
    def content(self) -> list[int]:
        """Positions of the tokens that tell anything."""
        return [i for i, w in enumerate(self.weights) if w > 0]

    def clauses(self) -> list[tuple[int, int]]:
        """The clauses as ranges of tokens, in order."""
        return _runs([t.clause for t in self.tokens])

    def sentences(self) -> list[tuple[int, int]]:
        """The sentences as ranges of tokens, in order."""
        return _runs([t.sentence for t in self.tokens])

    def words(self, first: int, last: int) -> str:
        """The text from one token to another (excluded), as it was written."""
        if first >= last:
            return ""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        tail = self.text[end : end + 1]
        return self.text[start : end + 1] if tail and tail in ".!?)" else self.text[start:end]


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    first = 0
    for i in range(1, len(numbers) + 1):
        if i == len(numbers) or numbers[i] != numbers[first]:
            runs.append((first, i))
            first = i
    return runs


def _meanings(stems: list[str], words: Lexicon) -> tuple[list[set[int]], dict[int, list[int]], list[int]]:
    """For each token the groups it belongs to; where each group's expressions begin; and the longest around each token."""
    concepts: list[set[int]] = [set() for _ in stems]
    around = list(range(len(stems)))
    starts: dict[int, list[int]] = defaultdict(list)
    for i in range(len(stems)):
        for n in range(min(words.longest, len(stems) - i), 0, -1):
            groups = words.concepts.get(tuple(stems[i : i + n]))
            if not groups:
                continue
            for k in range(i, i + n):
                concepts[k] |= groups
                around[k] = min(around[k], around[i])
            for g in groups:
                starts[g].append(i)
    return concepts, starts, around


def read(text: str) -> Passage:
    """The passage of a text."""
    words = lexicon()
    found = tokens(text)
    stems = [stem(t.word) for t in found]
    weights = [
        0.0 if t.word in words.silent else (0.8 if t.math and len(t.word) > 1 else weight(s))
        for t, s in zip(found, stems, strict=True)
    ]
    concepts, starts, around = _meanings(stems, words)
    passage = Passage(
        text, found, stems, weights, [frozenset(c) for c in concepts], around, polarity.denials(found, stems)
    )
    for i, s in enumerate(stems):
        passage.by_stem[s].append(i)
        if i + 1 < len(stems) and found[i].clause == found[i + 1].clause:
            passage.by_pair[found[i].word + found[i + 1].word].append(i)
    passage.by_concept.update(starts)
    return passage
