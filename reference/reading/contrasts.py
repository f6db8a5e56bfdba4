"""What a rubric says of each of two things that it sets against each other, and whether an answer keeps them apart.

"Squared error yields the mean and absolute error the median": *squared* and *absolute* are set against each other, and
each has words of its own. An answer that says a word of the one in a clause that names only the other has swapped them.
Two words are set against each other where one sentence holds both in different clauses and they are opposites, or take
the same place before a word; names that differ by a sign ("bf16", "fp16"; "top-k", "top-p") are, wherever they stand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum

from hotseat.reference.reading.passage import Passage
from hotseat.reference.reading.words import lexicon

_NAME = re.compile(r"[a-z]+\d+")
_SIGNS = 2
"""Signs by which two names of one length may differ."""
_DOUBT = 0.5
"""The benefit of the doubt: one word astray is no proof of a swap."""
_LETTERS = 2
"""A joined part of at most so many letters tells one of several things apart."""

Against = dict[str, frozenset[str]]
"""A stem -> those it is set against."""


@dataclass(frozen=True)
class Contrasts:
    """The things that a rubric sets against each other, with what it says of each."""

    against: Against
    own: Mapping[str, frozenset[str]]
    """Thing -> stems that stand in a clause with it, and never with one that it is set against."""
    others: Mapping[str, frozenset[str]]
    """Thing -> stems that stand only in clauses with one that it is set against."""


def framed(texts: Sequence[Passage]) -> set[tuple[str, str]]:
    """Pairs of stems, in order, that take the same place before some word: "squared error", "absolute error"."""
    before: dict[str, set[str]] = defaultdict(set)
    for passage in texts:
        for i in passage.content[:-1]:
            following = i + 1
            if (
                following < len(passage.tokens)
                and passage.weights[following] > 0
                and passage.tokens[following].clause == passage.tokens[i].clause
            ):
                before[passage.stems[following]].add(passage.stems[i])
    return {pair for group in before.values() for pair in combinations(sorted(group), 2)}


def siblings(texts: Sequence[Passage]) -> set[tuple[str, str]]:
    """Pairs of names, in order, that differ by a sign or by their last part."""
    names: set[str] = set()
    parts: dict[str, set[str]] = defaultdict(set)
    for passage in texts:
        for i in passage.content:
            if _NAME.fullmatch(passage.tokens[i].word):
                names.add(passage.stems[i])
            part = passage.tokens[i + 1] if i + 1 < len(passage.tokens) else None
            if part is not None and part.joined and len(part.word) <= _LETTERS:
                parts[passage.stems[i]].add(passage.stems[i + 1])
    found = {pair for group in parts.values() for pair in combinations(sorted(group), 2)}
    for a, b in combinations(sorted(names), 2):
        if len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) <= _SIGNS:
            found.add((a, b))
    return found


def gather(texts: Sequence[Passage], phrases: Sequence[Passage], sentences: Sequence[Passage]) -> Contrasts:
    """The contrasts of a rubric: the points' texts, their phrases, and the sentences of the model answer."""
    statements = [*texts, *phrases, *sentences]
    against = _against(statements)
    said: dict[str, set[str]] = defaultdict(set)
    for passage in statements:
        for first, last in passage.clauses():
            here = {passage.stems[i] for i in range(first, last) if passage.weights[i] > 0}
            for thing in here & against.keys():
                if not here & against[thing]:
                    said[thing] |= here - {thing}
    rivals = {thing: set[str]().union(*(said[r] for r in against[thing] if r in said)) for thing in said}
    return Contrasts(
        against,
        {thing: frozenset(words - rivals[thing]) for thing, words in said.items()},
        {thing: frozenset(rivals[thing] - words) for thing, words in said.items()},
    )


def _against(statements: Sequence[Passage]) -> Against:
    out: dict[str, set[str]] = defaultdict(set)
    contrary, alike = lexicon().opposites, framed(statements)
    for passage in statements:
        for first, last in passage.sentences():
            clauses: dict[str, set[int]] = defaultdict(set)
            for i in range(first, last):
                if passage.weights[i] > 0:
                    clauses[passage.stems[i]].add(passage.tokens[i].clause)
            for a, b in combinations(sorted(clauses), 2):
                if not clauses[a] & clauses[b] and (b in contrary.get(a, ()) or (a, b) in alike):
                    out[a].add(b)
                    out[b].add(a)
    for a, b in siblings(statements):
        out[a].add(b)
        out[b].add(a)
    return {thing: frozenset(rivals) for thing, rivals in out.items()}


def parted(clauses: Iterable[set[str]], contrasts: Contrasts, point: Mapping[str, float]) -> float:
    """Of what some clauses say of a thing set against another, the share that is the other's; 0 to 1.

    ``clauses`` are the stems of the rubric that each clause holds, ``point`` the stems of the point with their weights.
    """
    found: dict[bool, list[float]] = {True: [], False: []}
    for said in clauses:
        for thing in said & contrasts.own.keys():
            if not said & contrasts.against[thing]:
                least = float(thing in point)
                for right, stems in ((True, contrasts.own[thing]), (False, contrasts.others[thing])):
                    found[right] += (max(least, min(1.0, point.get(s, 0.0))) for s in said & stems)
    # The order in which a set is walked through differs from process to process; such a sum does not depend on it.
    right, wrong = fsum(found[True]), fsum(found[False])
    return wrong / (wrong + right + _DOUBT)
