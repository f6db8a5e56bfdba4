"""A rubric made ready for comparison: each point as targets (its text, its parts, its phrases, what is wrong with it)."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from hotseat.reference.reading.passage import Passage, read


class Point(Protocol):
    """What is needed of a rubric point."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def phrases(self) -> Sequence[str]: ...
    @property
    def wrong(self) -> Sequence[str]: ...


Kind = Literal["text", "part", "phrase", "model", "wrong"]
_ASKED = 0.3
"""What a word still counts for when the question has said it already."""
_LEAST = 1.1
"""A target that tells less than this in all is not proved by being found."""
_ACRONYM = re.compile(r"^(?:[A-Z]{2,}s?|[A-Z]\d|[A-Z]+-[A-Z]+)$")


@dataclass(frozen=True)
class Target:
    """One way of saying a point."""

    kind: Kind
    passage: Passage
    weights: tuple[float, ...]
    total: float
    """Sum of the weights, at least as much as a telling word."""
    roles: frozenset[str]
    """Who or what is spoken of, where the question contrasts several ("PCA" and "ICA")."""


@dataclass
class PreparedPoint:
    """A rubric point with its targets."""

    id: str
    targets: list[Target] = field(default_factory=list[Target])
    wrong: list[Target] = field(default_factory=list[Target])
    vocabulary: dict[str, float] = field(default_factory=dict[str, float])
    """Stem -> weight, of everything said about the point."""


@dataclass
class PreparedRubric:
    """A whole rubric with what its points share."""

    points: list[PreparedPoint]
    asked: frozenset[str]
    """The telling stems of the question."""
    roles: dict[str, frozenset[str]]
    """Stem of a role -> the roles it is contrasted with."""


def _heads(passage: Passage) -> list[str]:
    """The first telling word of each clause: what it speaks of."""
    heads: list[str] = []
    for first, last in passage.clauses():
        for i in range(first, last):
            if passage.weights[i] > 0:
                heads.append(passage.stems[i])
                break
    return heads


def _roles(asked: frozenset[str], texts: list[Passage]) -> dict[str, frozenset[str]]:
    """Which words of the rubric take the same place and stand against each other."""
    heads: dict[str, set[int]] = defaultdict(set)
    for n, passage in enumerate(texts):
        for head in _heads(passage):
            heads[head].add(n)
    acronyms = {
        p.stems[i] for p in texts for i, t in enumerate(p.tokens) if _ACRONYM.match(p.text[t.start : t.end])
    }
    chosen = {h for h, where in heads.items() if h in asked} | {a for a in acronyms if a in heads or a in asked}
    chosen |= acronyms
    beside: set[tuple[str, str]] = set()
    for p in texts:
        telling = [(i, p.stems[i]) for i in p.content]
        for (i, a), (j, b) in zip(telling, telling[1:], strict=False):
            if j - i == 1:
                beside |= {(a, b), (b, a)}
    everywhere = {r: {n for n, p in enumerate(texts) if r in p.by_stem} for r in chosen}
    out: dict[str, frozenset[str]] = {}
    for r in chosen:
        against = {
            s
            for s in chosen
            if s != r
            and (r, s) not in beside
            and everywhere[r] - everywhere[s]
            and everywhere[s] - everywhere[r]
        }
        if against:
            out[r] = frozenset(against)
    return out


def prepare(prompt: str, model_answer: str | None, points: Sequence[Point]) -> PreparedRubric:
    """The rubric of a question, ready to compare answers with."""
    asked_passage = read(prompt)
    asked = frozenset(asked_passage.stems[i] for i in asked_passage.content)
    texts = [read(p.text) for p in points]
    phrases = [[read(x) for x in p.phrases] for p in points]
    spread: dict[str, set[int]] = defaultdict(set)
    for n, (text, said) in enumerate(zip(texts, phrases, strict=True)):
        for passage in (text, *said):
            for i in passage.content:
                spread[passage.stems[i]].add(n)
    count = max(2, len(points))
    roles = _roles(asked, texts)

    def target(kind: Kind, passage: Passage, inherited: frozenset[str] = frozenset()) -> Target:
        weights: list[float] = []
        for i, w in enumerate(passage.weights):
            s = passage.stems[i]
            if w:
                rare = math.log(1 + count / max(1, len(spread[s]))) / math.log(1 + count)
                w *= rare * (_ASKED if s in asked else 1.0)
            weights.append(w)
        own = frozenset(s for s in passage.by_stem if s in roles)
        return Target(kind, passage, tuple(weights), max(sum(weights), _LEAST), own or inherited)

    sentences = _sentences(model_answer)
    out: list[PreparedPoint] = []
    for point, text, said in zip(points, texts, phrases, strict=True):
        whole = target("text", text)
        prepared = PreparedPoint(point.id, [whole])
        parts = text.clauses()
        if len(parts) > 1:
            for first, last in parts:
                part = read(text.words(first, last))
                if sum(part.weights) >= _LEAST:
                    prepared.targets.append(target("part", part, whole.roles))
        prepared.targets += [target("phrase", p, whole.roles) for p in said]
        closest = _closest(whole, sentences)
        if closest is not None:
            prepared.targets.append(target("model", closest, whole.roles))
        prepared.wrong = [target("wrong", read(x), frozenset()) for x in point.wrong]
        for t in prepared.targets:
            if t.kind != "model":
                for i in t.passage.content:
                    s = t.passage.stems[i]
                    prepared.vocabulary[s] = max(prepared.vocabulary.get(s, 0.0), t.weights[i])
        out.append(prepared)
    return PreparedRubric(out, asked, roles)


def _sentences(text: str | None) -> list[Passage]:
    if not text:
        return []
    whole = read(text)
    return [read(whole.words(first, last)) for first, last in whole.sentences()]


def _closest(target: Target, sentences: list[Passage]) -> Passage | None:
    """The sentence of the model answer that says the point, where one does."""
    best, score = None, 0.35
    for sentence in sentences:
        shared = sum(
            w for s, w in zip(target.passage.stems, target.weights, strict=True) if s in sentence.by_stem
        )
        if shared / target.total > score:
            best, score = sentence, shared / target.total
    return best
