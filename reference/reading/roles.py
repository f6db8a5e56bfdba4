"""Who or what a statement is about, where a question sets two things against each other ("PCA" and "ICA").

Swapped facts use all the right words; only the thing they are said of is wrong. A role is a word that begins a statement
of the rubric and that the question names too; every telling word of a text is then said of the role that governs it.
"""

from __future__ import annotations

import re
from collections import defaultdict

from hotseat.reference.reading.passage import Passage

_ACRONYM = re.compile(r"^(?:[A-Z]{2,}s?|[A-Z]\d|[A-Z]+-[A-Z]+)$")
_AFTER = 3
"""A role named after a word is this many tokens farther than one named before it."""
_CLAUSE = 3
_LAST_SENTENCE = 20
_NEAR = 5
_NEAR_COMPARED = 12
_COMPARING = ("compar", "differ", "versus", "vs", "betwe", "between", "contrast")

_DETERMINERS = frozenset({"the", "a", "an", "each", "every", "there", "there's", "some", "all", "most", "many", "any"})
_POINTERS = frozenset({"it", "its", "they", "them", "their", "this", "that", "these", "those", "he", "she", "latter"})

Roles = dict[str, frozenset[str]]
"""Stem of a role -> the roles it is contrasted with."""


def _heads(passage: Passage) -> list[str]:
    """The first telling word of each clause: what the clause speaks of."""
    heads: list[str] = []
    for first, last in passage.clauses():
        telling = (passage.stems[i] for i in range(first, last) if passage.weights[i] > 0)
        head = next(telling, None)
        if head is not None:
            heads.append(head)
    return heads


def contrasts(asked: Passage, texts: list[Passage]) -> Roles:
    """The roles of a rubric: named by the question, spoken of in different points, never side by side."""
    heads: dict[str, int] = defaultdict(int)
    for passage in texts:
        for head in set(_heads(passage)):
            heads[head] += 1
    acronyms = {
        p.stems[i] for p in (asked, *texts) for i, t in enumerate(p.tokens) if _ACRONYM.match(p.text[t.start : t.end])
    }
    chosen = {h for h in heads if h in asked.by_stem}
    chosen |= {a for a in acronyms if a in asked.by_stem and any(a in p.by_stem for p in texts)}
    chosen |= {a for a in acronyms if heads.get(a, 0) >= 2}
    beside = {
        pair
        for p in (asked, *texts)
        for i, j in zip(p.content, p.content[1:], strict=False)
        if j - i == 1
        for pair in ((p.stems[i], p.stems[j]), (p.stems[j], p.stems[i]))
    }
    where = {r: {(n, p.tokens[i].clause) for n, p in enumerate(texts) for i in p.by_stem.get(r, ())} for r in chosen}
    comparing = any(word in asked.by_stem for word in _COMPARING)
    out: Roles = {}
    for r in chosen:
        against = {
            s
            for s in chosen
            if s != r
            and (r, s) not in beside
            and where[r] - where[s]
            and where[s] - where[r]
            and _weighed(asked, r, s, comparing)
        }
        if against:
            out[r] = frozenset(against)
    return out


def _weighed(asked: Passage, r: str, s: str, comparing: bool) -> bool:
    """Whether a question names two things close enough together to be weighing them; a rubric's own may stand anywhere."""
    if r not in asked.by_stem or s not in asked.by_stem:
        return r not in asked.by_stem and s not in asked.by_stem
    apart = min(abs(i - j) for i in asked.by_stem[r] for j in asked.by_stem[s])
    return apart <= (_NEAR_COMPARED if comparing else _NEAR)


def governors(passage: Passage, roles: Roles, masked: frozenset[int] | set[int] = frozenset()) -> list[str | None]:
    """For each token the role it is said of: the one named before it in its sentence, else after it, else carried on.

    Nothing is carried on into a sentence that has a subject of its own.
    """
    named = [(i, s) for i, s in enumerate(passage.stems) if s in roles and i not in masked]
    if not named:
        return [None] * len(passage.tokens)
    own = {
        passage.tokens[first].sentence for first, last in passage.sentences() if _has_a_subject(passage, first, last)
    }
    return [_governor(passage, named, own, i) for i in range(len(passage.tokens))]


def _has_a_subject(passage: Passage, first: int, last: int) -> bool:
    """Whether a sentence begins with a subject of its own ("the next step ...") and points back to nothing."""
    words = [token.word for token in passage.tokens[first:last]]
    return words[0] in _DETERMINERS and not any(word in _POINTERS for word in words)


def _governor(passage: Passage, named: list[tuple[int, str]], own: set[int], position: int) -> str | None:
    tokens = passage.tokens
    here = tokens[position]
    best: tuple[float, str] | None = None
    before = [x for x in named if x[0] <= position]
    if before:
        i, s = before[-1]
        gap = position - i + _CLAUSE * (here.clause - tokens[i].clause)
        if tokens[i].sentence == here.sentence:
            best = (gap, s)
        elif tokens[i].sentence == here.sentence - 1 and here.sentence not in own:
            best = (gap + _LAST_SENTENCE, s)
    after = next((x for x in named if x[0] > position), None)
    if after is not None and tokens[after[0]].sentence == here.sentence:
        i, s = after
        gap = i - position + _AFTER + 2 * _CLAUSE * (tokens[i].clause - here.clause)
        if best is None or gap < best[0]:
            best = (gap, s)
    return best[1] if best else None
