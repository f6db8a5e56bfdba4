"""A rubric made ready for comparison: each point as targets (its text, its parts, its phrases, what is wrong with it)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from hotseat.reference.reading.company import Company, gather
from hotseat.reference.reading.passage import Passage, read
from hotseat.reference.reading.roles import Roles, contrasts, governors


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
_PART = 2.0
"""A clause of a point's text that tells less than this is not a way of saying the point."""
_LEAST = 1.1
"""A target that tells less than this in all is not proved by being found."""


@dataclass(frozen=True)
class Target:
    """One way of saying a point."""

    kind: Kind
    passage: Passage
    weights: tuple[float, ...]
    total: float
    """Sum of the weights, at least as much as a telling word."""
    governors: tuple[str | None, ...]
    """For each token whom or what it is said of, where the question contrasts several things."""


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
    roles: Roles
    """The things that the question contrasts."""
    matter: frozenset[str]
    """Every telling stem of the question, its points and its model answer."""
    meanings: frozenset[int]
    """The groups of synonyms that these belong to."""
    company: Company
    """Which words it says together."""


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
    roles = contrasts(asked_passage, texts)

    def target(kind: Kind, passage: Passage, text: Passage | None = None) -> Target:
        weights: list[float] = []
        for i, w in enumerate(passage.weights):
            s = passage.stems[i]
            if w:
                rare = math.log(1 + count / max(1, len(spread[s]))) / math.log(1 + count)
                w *= rare * (_ASKED if s in asked else 1.0)
            weights.append(w)
        said_of = governors(passage, roles)
        if text is not None and not any(said_of):
            said_of = _inherited(passage, text, governors(text, roles))
        return Target(kind, passage, tuple(weights), max(sum(weights), _LEAST), tuple(said_of))

    sentences = _sentences(model_answer)
    out: list[PreparedPoint] = []
    for point, text, said in zip(points, texts, phrases, strict=True):
        whole = target("text", text)
        prepared = PreparedPoint(point.id, [whole])
        parts = text.clauses()
        if len(parts) > 1:
            for first, last in parts:
                part = read(text.words(first, last))
                if sum(part.weights) >= _PART:
                    prepared.targets.append(target("part", part, text))
        prepared.targets += [target("phrase", p, text) for p in said]
        closest = _closest(whole, sentences)
        if closest is not None:
            prepared.targets.append(target("model", closest, text))
        prepared.wrong = [target("wrong", read(x)) for x in point.wrong]
        for t in prepared.targets:
            if t.kind != "model":
                for i in t.passage.content:
                    s = t.passage.stems[i]
                    prepared.vocabulary[s] = max(prepared.vocabulary.get(s, 0.0), t.weights[i])
        out.append(prepared)
    told = [asked_passage, *texts, *(p for said in phrases for p in said), *sentences]
    matter = frozenset(p.stems[i] for p in told for i in p.content)
    meanings = frozenset(m for p in told for i in p.content for m in p.concepts[i])
    return PreparedRubric(out, asked, roles, matter, meanings, gather(texts, phrases, sentences))


def _inherited(phrase: Passage, text: Passage, said_of: list[str | None]) -> list[str | None]:
    """Whom the words of a phrase are said of, going by the point's text that it rephrases."""
    every = {g for g in said_of if g}
    if len(every) <= 1:
        return [next(iter(every), None)] * len(phrase.tokens)
    shared = [said_of[text.by_stem[s][0]] for s in phrase.stems if s in text.by_stem]
    known = {g for g in shared if g}
    return [next(iter(known)) if len(known) == 1 else None] * len(phrase.tokens)


def _sentences(text: str | None) -> list[Passage]:
    if not text:
        return []
    whole = read(text)
    return [read(whole.words(first, last)) for first, last in whole.sentences()]


def _closest(target: Target, sentences: list[Passage]) -> Passage | None:
    """The sentence of the model answer that says the point, where one does."""
    best, score = None, 0.35
    for sentence in sentences:
        shared = sum(w for s, w in zip(target.passage.stems, target.weights, strict=True) if s in sentence.by_stem)
        if shared / target.total > score:
            best, score = sentence, shared / target.total
    return best
