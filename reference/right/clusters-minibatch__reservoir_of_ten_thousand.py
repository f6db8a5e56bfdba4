"""Keeps ten thousand rows in a list, by reservoir sampling."""

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import pairwise_distances_argmin

SIZE = 10_000


def _add(state, chunk):
    c, n, s, q = state
    chunk = np.asarray(chunk, dtype=float)
    near = pairwise_distances_argmin(chunk - c[0], c - c[0])
    away = chunk - c[near]
    n += np.bincount(near, minlength=len(c))
    np.add.at(s, near, away)
    q += (away**2).sum()


def _start(c):
    c = np.asarray(c, dtype=float)
    return c, np.zeros(len(c)), np.zeros(c.shape), np.zeros(1)


def _score(state):
    c, n, s, q = state
    held = n > 0
    m = s[held] / n[held, None]
    within = q[0] - (n[held, None] * m**2).sum()
    means = c[held] - c[0] + m
    total = n.sum()
    k = held.sum()
    middle = (n[held, None] * means).sum(0) / total
    between = (n[held, None] * (means - middle) ** 2).sum()
    return float(between / (k - 1) / (within / (total - k)))


def score_chunks(read, centroids):
    state = _start(centroids)
    for chunk in read():
        _add(state, chunk)
    return _score(state)


def evaluate_chunks(read, ks, random_state=None):
    rng = np.random.default_rng(random_state)
    reservoir, seen = [], 0
    for chunk in read():
        for row in chunk:
            seen += 1
            if len(reservoir) < SIZE:
                reservoir.append(row.copy())
            elif (place := rng.integers(0, seen)) < SIZE:
                reservoir[place] = row.copy()
    sample = np.array(reservoir)
    states = {k: _start(KMeans(k, n_init=10, random_state=random_state).fit(sample).cluster_centers_) for k in ks}
    for chunk in read():
        for state in states.values():
            _add(state, chunk)
    return {k: _score(state) for k, state in states.items()}
