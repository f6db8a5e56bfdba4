"""Figures between 0 and 1 that say, for each rubric point, how well an answer speaks of it and which way.

None of them grows with the length of the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hotseat.reference.reading.company import NOTHING, Speech
from hotseat.reference.reading.evidence import Answer, Match, Window
from hotseat.reference.reading.rubric_words import PreparedPoint, PreparedRubric
from hotseat.reference.reading.topic import Surroundings

SPOKEN = (
    "text",
    "model",
    "second",
    "vocabulary",
    "margin",
    "told",
    "plain",
    "bare",
    "elsewhere",
    "known",
    "strange",
    "touched",
)
"""Figures for whether a point is spoken of at all."""
MEANT = (
    "denied",
    "opposed",
    "anchored",
    "believed",
    "against",
    "others_against",
    "unwarned",
    "crossed",
    "upright",
    "strange",
    "sentence",
    "others_sentence",
    "others_crossed",
    "parted",
    "others_parted",
    "rejected",
    "foreign",
)
"""Figures for whether what is said is the contrary."""
MEANT_ELSEWHERE = tuple(name for name in MEANT if name.startswith("others_"))
"""Those of them that tell how the answer's other points are meant."""
_COMPARED = 3
_FULL = 3.0
"""So many telling words are enough to know a statement by."""
_HALF_SAID = 0.6
_WHOLE = 0.85
"""From this fit on a way of saying a point is said whole."""
_THIN = 0.05
"""A match below this is no evidence at all."""
_HEARD = 0.25
"""What is found of another point below this does not count for this one."""
_DOUBT = 0.4
"""How much of other points must be found before their polarity tells of this one."""


@dataclass(frozen=True)
class PointFigures:
    """The figures of one point, with the match they rest on."""

    spoken: tuple[float, ...]
    meant: tuple[float, ...]
    near: tuple[float, ...]
    """How near the answer comes in meaning; empty where no embeddings are at hand."""
    best: Match | None
    """Where the point is said best."""
    wrong: Match | None
    """Where a wrong belief about it is said best, if that fits better than the point itself."""


@dataclass
class _Draft:
    matches: list[Match]
    model: Match | None
    wrong: list[Match]
    fit: float
    against: float
    """How far what is said is the contrary, by its polarity or by a wrong belief."""
    belief: float
    """How fully a wrong belief is said."""
    rejected: float
    """How fully one is said and denied."""

    @property
    def touched(self) -> float:
        """How fully a wrong belief is said, whichever way it is meant."""
        return max(self.belief, self.rejected)

    @property
    def best(self) -> Match | None:
        """Where the point is said best, or else a wrong belief about it; None where neither is."""
        if self.fit >= _THIN:
            return self.matches[0]
        return self.wrong[0] if self.touched > 0 else None


def _fit(match: Match) -> float:
    return max(0.0, match.coverage - match.window.handicap)


def _belief(wrong: list[Match]) -> float:
    """How fully a wrong belief is said, if it is said rather than denied, and says enough to be known by."""
    return max((_said(m, 1 - m.conflict) for m in wrong), default=0.0)


def _rejected(wrong: list[Match]) -> float:
    """How fully a wrong belief is said and denied, which is to say the point."""
    return max((_said(m, m.conflict) for m in wrong), default=0.0)


def _said(match: Match, share: float) -> float:
    """How fully a way of saying something is said that much this way."""
    beyond = max(0.0, _fit(match) * share - _HALF_SAID) / (1 - _HALF_SAID)
    return beyond * min(1.0, match.coverage * match.target.total / _FULL)


def _draft(answer: Answer, point: PreparedPoint) -> _Draft:
    matches: list[Match] = []
    model = None
    for target in point.targets:
        match = answer.best(target)
        if match is None:
            continue
        if target.kind == "model":
            model = match
        else:
            matches.append(match)
    matches.sort(key=_fit, reverse=True)
    wrong = [m for t in point.wrong if (m := answer.best(t)) is not None]
    wrong.sort(key=lambda m: _fit(m) * (1 - m.conflict), reverse=True)
    top = matches[:_COMPARED]
    mass = sum(_fit(m) ** 2 for m in top)
    against = sum(_fit(m) ** 2 * m.conflict for m in top) / mass if mass else 0.0
    belief = _belief(wrong)
    fit = _fit(matches[0]) if matches else 0.0
    return _Draft(matches, model, wrong, fit, max(against, belief), belief, _rejected(wrong))


def _vocabulary(answer: Answer, point: PreparedPoint, match: Match) -> float:
    """The share of the point's own words that stand in the sentence of its best match."""
    tokens = answer.passage.tokens
    sentence = tokens[match.window.first].sentence
    last = tokens[match.window.last - 1].sentence
    here = {
        answer.passage.stems[i]
        for i, t in enumerate(tokens)
        if sentence <= t.sentence <= last and i not in answer.masked
    }
    found = sum(w for s, w in point.vocabulary.items() if s in here)
    return min(1.0, found / _FULL)


def _sentence(answer: Answer, point: PreparedPoint, match: Match) -> float:
    """How far the whole sentence of the best match goes against the fuller ways of saying the point.

    A sentence that says one of them whole and upright goes against none, whatever else its words might mean elsewhere.
    """
    tokens = answer.passage.tokens
    sentence = tokens[match.window.first].sentence
    inside = [i for i, t in enumerate(tokens) if t.sentence == sentence]
    window = Window(inside[0], inside[-1] + 1, 0.0)
    worst = 0.0
    if match.target.total >= _FULL / 2 and _fit(match) * (1 - match.denied) * (1 - match.opposed) >= _WHOLE:
        return worst
    for target in point.targets:
        if target.total >= _FULL / 2 or target.kind in {"text", "model"}:
            found = answer.judged(target, window)
            if found is not None:
                worst = max(worst, found.coverage * found.conflict)
    return worst


def figures(answer: Answer, rubric: PreparedRubric, near: Sequence[tuple[float, ...]]) -> list[PointFigures]:
    """The figures of every point of a rubric, in order."""
    drafts = [_draft(answer, p) for p in rubric.points]
    surroundings = Surroundings(answer.passage, answer.masked, rubric)
    speech = Speech(answer.passage, answer.masked, rubric.company)
    pairs = list(zip(drafts, rubric.points, strict=True))
    sentences = [_sentence(answer, p, d.best) if d.best else 0.0 for d, p in pairs]
    companies = [
        speech.around(d.best.window.first, d.best.window.last, p.vocabulary) if d.best else NOTHING for d, p in pairs
    ]
    out: list[PointFigures] = []
    for n, (draft, point) in enumerate(pairs):
        best = draft.best
        if best is None:
            out.append(PointFigures((0.0,) * len(SPOKEN), (0.0,) * len(MEANT), near[n], None, None))
            continue
        rival = max(
            (
                answer.coverage(t, best.window)
                for k, p in enumerate(rubric.points)
                if k != n
                for t in p.targets
                if t.kind != "model"
            ),
            default=0.0,
        )
        text = next((m for m in draft.matches if m.target.kind == "text"), None)
        top = draft.matches[:_COMPARED]
        mass = sum(_fit(m) ** 2 for m in top) or 1.0

        def mean(name: str, top: list[Match] = top, mass: float = mass) -> float:
            return float(sum(_fit(m) ** 2 * getattr(m, name) for m in top)) / mass

        kept = companies[n]
        held = [(k, (max(0.0, d.fit - _HEARD), d.against)) for k, d in enumerate(drafts) if k != n]
        found = [h for _, h in held]
        around = sum(h for h, _ in found) + _DOUBT
        spoken = (
            _fit(text) if text else 0.0,
            _fit(draft.model) if draft.model else 0.0,
            _fit(draft.matches[1]) if len(draft.matches) > 1 else 0.0,
            _vocabulary(answer, point, best),
            max(-1.0, min(1.0, draft.fit - rival)),
            min(1.0, draft.fit * best.target.total / _FULL),
            float(draft.fit >= _WHOLE),
            float(all(t.kind != "phrase" for t in point.targets)),
            surroundings.elsewhere(best.window.first, best.window.last),
            kept.known,
            kept.strange,
            draft.touched,
        )
        heaviest = max((_fit(m) * m.conflict for m in draft.matches), default=0.0)
        upright = max((_fit(m) * (1 - m.conflict) for m in draft.matches), default=0.0)
        meant = (
            mean("denied"),
            mean("opposed"),
            mean("anchored"),
            draft.belief,
            max(-1.0, heaviest - upright),
            sum(h * against for h, against in found) / around,
            float(not point.wrong),
            kept.crossed,
            kept.upright,
            kept.strange,
            sentences[n],
            sum(h * sentences[k] for k, (h, _) in held) / around,
            sum(h * companies[k].crossed for k, (h, _) in held) / around,
            kept.parted,
            sum(h * companies[k].parted for k, (h, _) in held) / around,
            draft.rejected,
            kept.foreign,
        )
        out.append(PointFigures(spoken, meant, near[n], best, draft.wrong[0] if draft.belief > 0 else None))
    return out
