"""Gradient-boosted decision trees (Friedman, 2001) as plain data, and the probability they give.

Trees are small (eight leaves at most) and monotone where a figure can only speak for or only against; they are kept as
JSON in ``trees.json`` and walked through in plain Python, so that reading an answer needs no library for it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

Node = float | list[Any]
"""A leaf's value, or the number of a figure, a threshold, and the nodes for values up to it and above it."""


@dataclass(frozen=True)
class Forest:
    """What the trees add to and the trees."""

    start: float
    figures: tuple[str, ...]
    """The names of the figures, in the order they are given."""
    trees: tuple[Node, ...]

    def chance(self, values: Sequence[float]) -> float:
        """The probability, 0 to 1, that the sum over all trees stands for."""
        z = self.start + sum(_walk(tree, values) for tree in self.trees)
        return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"start": self.start, "figures": list(self.figures), "trees": list(self.trees)}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Forest:
        """From plain data."""
        return cls(float(data["start"]), tuple(data["figures"]), tuple(data["trees"]))


def _walk(node: Node, values: Sequence[float]) -> float:
    while isinstance(node, list):
        which, threshold, low, high = node
        node = cast("Node", low if values[which] <= threshold else high)
    return node


@dataclass(frozen=True)
class Weighing:
    """The two forests of a reading: is a point spoken of, and is the contrary meant."""

    spoken: Forest
    meant: Forest

    def chances(self, spoken: Sequence[float], near: Sequence[float], meant: Sequence[float]) -> tuple[float, float]:
        """Probability that a point is spoken of, and that what is said is the contrary.

        What stands amid talk of something else is taken back by a half of that share, beyond what the trees know of it.
        """
        elsewhere = spoken[self.spoken.figures.index("elsewhere")]
        return self.spoken.chance((*spoken, *near)) * math.sqrt(1 - elsewhere), self.meant.chance(meant)


@cache
def _data() -> Mapping[str, Any]:
    return json.loads(files("hotseat.reference.reading").joinpath("trees.json").read_text("utf-8"))


def measured_quality(name: str) -> Mapping[str, float]:
    """What reading by ``words`` or with ``embeddings`` reached when it was fitted, on questions left out in turn."""
    return _data()[name]["left_out"]


@cache
def weighing(name: str) -> Weighing:
    """The forests for reading by ``words`` alone or with ``embeddings`` too."""
    data = _data()
    return Weighing(Forest.of(data[name]["spoken"]), Forest.of(data[name]["meant"]))
