"""An answer in words, read against the points of a rubric: which are covered, by which of the person's own words.

No network: stems, synonyms, slips of the fingers, polarity and company, and sentence embeddings where their package is
installed, weighed by two small forests of boosted trees. The first says whether a point is spoken of, the second
whether the contrary is meant; together they give the probability that the point is covered. The trees lie in
``reading/trees.json`` beside a digest of the labelled answers they were fitted on. Nothing that grows with the length
of an answer enters, and words found amid talk of something else count for little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hotseat.question_bank.code_blocks import words_of
from hotseat.question_bank.model import RubricPoint
from hotseat.reference.reading import at_hand, guards
from hotseat.reference.reading.asking import match_question, similarity
from hotseat.reference.reading.evidence import Answer, Match
from hotseat.reference.reading.features import MEANT, MEANT_ELSEWHERE, SPOKEN, PointFigures, figures
from hotseat.reference.reading.forest import weighing
from hotseat.reference.reading.passage import Passage, read
from hotseat.reference.reading.rubric_words import PreparedRubric, prepare

if TYPE_CHECKING:
    from hotseat.reference.reading.embeddings import MiniLM

__all__ = ["PointReading", "Reading", "first_gap", "match_question", "points_of", "read_answer", "similarity"]

_SURE = 0.5
_MAYBE = 0.3
"""Between this and certainty the reading says "unclear", and an interviewer should ask."""
_BY_ITSELF = 0.2
"""What denies a point must show so much in what is said of that point. Where only the rest of the answer goes against its own
points, as it does in one that says much by what is not so, the point is asked about."""
_LONGEST = 20_000
"""Characters of an answer that are read."""
_APART = re.compile(r"\n[ \t]*(?=\n)")
_WHOLE_SENTENCE = 220
"""A sentence up to so many characters is quoted whole."""


@dataclass(frozen=True, slots=True)
class PointReading:
    """What an answer says about one point. At most one of covered, contradicted and unclear is true."""

    id: str
    covered: bool
    contradicted: bool
    """The contrary is said."""
    unclear: bool
    """It may be covered or contradicted; worth a question."""
    probability: float
    """Of being covered, 0 to 1."""
    evidence: str
    """The words of the answer this rests on, as they stand there; empty where there are none."""
    spoken: float = 0.0
    """Probability that the point is spoken of at all, whichever way it is meant."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer says about a rubric."""

    score: float
    """The weighted mean of the points' probabilities, 0 to 1.

    Where no point has a phrase, sentences of a reference answer are all there is to go by. Whether one is said is then
    seldom clear, but how much of it is said still tells better answers from worse, and that is averaged instead.
    """
    points: tuple[PointReading, ...]
    """In the order of the rubric."""
    stuffed: bool
    """Half of it or more is a list of keywords, which earns nothing."""
    empty: bool
    """It is blank, or says only that the person does not know."""

    def to_dict(self) -> dict[str, Any]:
        """The reading as plain data."""
        return {
            "score": round(self.score, 4),
            "points": [
                {
                    "id": p.id,
                    "covered": p.covered,
                    "contradicted": p.contradicted,
                    "unclear": p.unclear,
                    "probability": round(p.probability, 4),
                    "evidence": p.evidence,
                }
                for p in self.points
            ],
        }


@dataclass(frozen=True, slots=True)
class _Plain:
    """A rubric point as hashable data, so that a prepared rubric can be kept."""

    id: str
    text: str
    phrases: tuple[str, ...]
    wrong: tuple[str, ...]


@lru_cache(maxsize=8)  # up to a megabyte each; of one question and its follow-ups there are fewer
def _prepared(prompt: str, model_answer: str | None, points: tuple[_Plain, ...]) -> PreparedRubric:
    return prepare(prompt, model_answer, points)


def _passage(answer: str) -> Passage:
    """An answer's words, without its code, up to the length that is read."""
    return read(words_of(answer[:_LONGEST]))


def weighed(found: PointFigures) -> tuple[float, float]:
    """Probability that a point is spoken of, and that what is said is the contrary."""
    if found.best is None and not found.near:
        return 0.0, 0.0
    by = weighing("embeddings" if found.near else "words")
    spoken, contrary = by.chances(found.spoken, found.near, found.meant)
    return spoken, contrary if found.best is not None else 0.0


def _by_itself(found: PointFigures) -> PointFigures:
    """The figures as they would be if nothing was known of the answer's other points."""
    alone = (0.0 if name in MEANT_ELSEWHERE else value for name, value in zip(MEANT, found.meant, strict=True))
    return replace(found, meant=tuple(alone))


def measured(
    prompt: str, model_answer: str | None, points: Sequence[RubricPoint], answer: str, model: MiniLM | None = None
) -> list[PointFigures]:
    """The figures of an answer for each point, as the trees see them; for fitting and for explaining."""
    passage = _passage(answer)
    return _measured(prompt, model_answer, points, passage, guards.listed(passage), model)


def _measured(
    prompt: str,
    model_answer: str | None,
    points: Sequence[RubricPoint],
    passage: Passage,
    listed: set[int],
    model: MiniLM | None,
) -> list[PointFigures]:
    """The same of an answer that was read already, with the tokens of it that stand in lists of keywords."""
    plain = tuple(_Plain(p.id, p.text, tuple(p.phrases), tuple(p.wrong)) for p in points)
    rubric = _prepared(prompt, model_answer, plain)
    ways = [(p.text, *p.phrases) for p in plain]
    if model is not None:
        # A blank answer warms the reading up: the rubric's own texts are what takes longest, once.
        for text in (text for said in ways for text in said):
            model.text(text)
    if guards.shrugs(passage):
        return [PointFigures((0.0,) * len(SPOKEN), (0.0,) * len(MEANT), (), None, None) for _ in points]
    masked = listed | guards.pasted(passage, rubric.asked)
    near: list[tuple[float, ...]] = [() for _ in points]
    if model is not None and len(masked) < len(passage.tokens):
        from hotseat.reference.reading.closeness import closeness

        near = closeness(model, passage, masked, ways)
    return figures(Answer(passage, masked, rubric.roles), rubric, near)


def read_answer(prompt: str, model_answer: str | None, points: Sequence[RubricPoint], answer: str) -> Reading:
    """Read an answer against a rubric.

    ``model_answer`` helps a little where it is given. A point needs no more than an id and a text; phrases make the
    reading surer, and ``wrong`` makes it see the contrary.
    """
    passage = _passage(answer)
    telling = passage.content
    listed = guards.listed(passage)
    stuffed = bool(telling) and 2 * sum(i in listed for i in telling) >= len(telling)
    found = _measured(prompt, model_answer, points, passage, listed, at_hand.ready())
    readings = [_point(point.id, figure, passage) for point, figure in zip(points, found, strict=True)]
    shares = [r.probability for r in readings]
    if not any(p.phrases or p.wrong for p in points):
        shares = [0.0 if r.contradicted else _said(figure) for r, figure in zip(readings, found, strict=True)]
    total = sum(p.weight for p in points)
    score = sum(p.weight * share for p, share in zip(points, shares, strict=True)) / total if total else 0.0
    return Reading(score, tuple(readings), stuffed, guards.shrugs(passage))


def _said(found: PointFigures) -> float:
    """How much of a point's text is said, 0 to 1: by its words, and by the nearest meaning where embeddings are at hand."""
    by_words = found.spoken[SPOKEN.index("text")]
    return (by_words + max(0.0, found.near[0])) / 2 if found.near else by_words


def _point(name: str, found: PointFigures, passage: Passage) -> PointReading:
    spoken, contrary = weighed(found)
    covered, denied = spoken * (1 - contrary), spoken * contrary
    is_covered = covered >= _SURE
    is_denied = not is_covered and denied >= _SURE and spoken * weighed(_by_itself(found))[1] >= _BY_ITSELF
    unclear = not is_covered and not is_denied and max(covered, denied) >= _MAYBE
    match = found.wrong if is_denied and found.wrong is not None else found.best
    words = _quoted(passage, match) if match is not None and (is_covered or is_denied or unclear) else ""
    return PointReading(name, is_covered, is_denied, unclear, covered, words, spoken)


def _quoted(passage: Passage, match: Match) -> str:
    """The sentence of a match, or its clauses where the sentence is long."""
    tokens = passage.tokens
    first, last = match.window.first, match.window.last
    start, end = tokens[first].sentence, tokens[last - 1].sentence
    inside = [i for i, t in enumerate(tokens) if start <= t.sentence <= end]
    whole = passage.words(inside[0], inside[-1] + 1)
    words = whole if len(whole) <= _WHOLE_SENTENCE else passage.words(first, last)
    # Between two sentences may lie code, which is no part of what was said.
    return max(_APART.split(words), key=len).strip()


def points_of(model_answer: str) -> tuple[RubricPoint, ...]:
    """A plain rubric for a question that has none: each sentence of its model answer is a point of equal weight."""
    passage = read(model_answer)
    said = [passage.words(first, last).strip() for first, last in passage.sentences()]
    told = [s for s in said if any(read(s).weights)] or [model_answer.strip()]
    return tuple(RubricPoint(id=f"sentence-{n}", text=text) for n, text in enumerate(told, 1))


def first_gap(reading: Reading, points: Sequence[RubricPoint]) -> str | None:
    """The id of the point most worth asking about next, or None where all are covered.

    That is the one with the most weight times the chance that it was not spoken of. What is meant by it does not count
    here: most points that look denied in a real answer are covered, and gaps make better questions.
    """
    weights = {p.id: p.weight for p in points}
    open_points = [r for r in reading.points if not r.covered]
    if not open_points:
        return None
    return max(open_points, key=lambda r: weights.get(r.id, 1.0) * (1 - r.spoken)).id
