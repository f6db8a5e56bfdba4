"""Whether the surroundings of a match speak of the question's matter at all, or of something else.

In a long answer some clause always shares a few words with any point. What tells an answer to another question apart is
the rest of what is said there: its telling words are those of other questions. How much a word sets one matter apart is
its inverse document frequency (Sparck Jones, 1972) over the questions of ``background.json``.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from functools import cache, lru_cache
from importlib.resources import files
from typing import cast

from hotseat.reference.reading.passage import Passage
from hotseat.reference.reading.rubric_words import PreparedRubric
from hotseat.reference.reading.words import SYNONYM

_AROUND = 60
"""Telling words around a match that are looked at, so that a digression farther away does no harm."""
_DOUBT = 3.0
"""The benefit of the doubt, in words of one question only: a short answer in plain words is not taken for another topic."""
_STRANGE = 0.3
"""What a word counts for that no question knows; everyday words are no sign of another topic."""
_ABROAD = 0.25
"""At this share of the question's own words and below, the talk is of something else."""
_AT_HOME = 0.38
"""From this share on it is of the question."""


@cache
def _background() -> tuple[int, dict[str, int]]:
    data = json.loads(files("hotseat.reference.reading").joinpath("background.json").read_text("utf-8"))
    return cast("int", data["questions"]), cast("dict[str, int]", data["stems"])


@lru_cache(maxsize=20_000)
def rarity(stem: str) -> float:
    """How far a word sets one matter apart: 1 where at most one question uses it, near 0 where all do."""
    questions, found = _background()
    return math.log((questions + 1) / found.get(stem, 1)) / math.log(questions + 1)


class Surroundings:
    """What is said around each place of an answer, held against the matter of a question."""

    def __init__(self, passage: Passage, masked: set[int], rubric: PreparedRubric) -> None:
        self._told: list[int] = [i for i in passage.content if i not in masked]
        self._own: list[float] = []
        """For each telling word what it speaks for the question."""
        self._all: list[float] = []
        """For each telling word what it speaks in all."""
        known = _background()[1]
        for i in self._told:
            stem = passage.stems[i]
            w = passage.weights[i] * rarity(stem)
            if stem in rubric.matter:
                own = w
            elif passage.concepts[i] & rubric.meanings:
                own = SYNONYM * w
            else:
                own, w = 0.0, w if stem in known else _STRANGE * w
            self._own.append(own)
            self._all.append(w)

    def elsewhere(self, first: int, last: int) -> float:
        """How surely the talk around the tokens ``first`` to ``last`` is of something else; 0 to 1."""
        middle = bisect_left(self._told, (first + last) / 2)
        start = max(0, min(middle - _AROUND // 2, len(self._told) - _AROUND))
        stretch = slice(start, start + _AROUND)
        share = (_DOUBT + sum(self._own[stretch])) / (_DOUBT + sum(self._all[stretch]))
        return max(0.0, min(1.0, (_AT_HOME - share) / (_AT_HOME - _ABROAD)))
