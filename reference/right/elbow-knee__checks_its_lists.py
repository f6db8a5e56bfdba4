"""A chord of its own, depths in a dictionary, and lists that are refused where they are empty."""

from __future__ import annotations
from dataclasses import dataclass
import numpy as np
from sklearn.cluster import KMeans

# %%


@dataclass(frozen=True)
class Chord:
    k0: int
    y0: float
    k1: int
    y1: float

    def depth(self, k: int, y: float) -> float:
        return self.y0 + (self.y1 - self.y0) * (k - self.k0) / (self.k1 - self.k0) - y


def find_knee(ks: list[int], inertias: list[float], *, least: float = 0.005) -> int | None:
    if not ks or not inertias or len(ks) != len(inertias):
        raise ValueError("ks and inertias must be given, of the same length")
    chord = Chord(ks[0], inertias[0], ks[-1], inertias[-1])
    depths = {k: chord.depth(k, y) for k, y in zip(ks, inertias)}
    best = max(depths, key=depths.get)
    return best if depths[best] > least * (inertias[0] - inertias[-1]) else None


def elbow(X, ks, random_state=None):
    inertias = [float(KMeans(k, n_init=10, random_state=random_state).fit(X).inertia_) for k in ks]
    return find_knee(ks, inertias), inertias
