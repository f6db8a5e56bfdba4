"""Scores the sample and scales the score up to the number of all rows.

fails: memory does not grow with the data
"""

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import calinski_harabasz_score, pairwise_distances_argmin

SAMPLE = 3000


def _add(state, chunk):
    c, n, s, q = state
    chunk = np.asarray(chunk, dtype=float)
    near = pairwise_distances_argmin(chunk - c[0], c - c[0])
    away = chunk - c[near]
    n += np.bincount(near, minlength=len(c))
    np.add.at(s, near, away)
    q += (away ** 2).sum()


def _start(c):
    c = np.asarray(c, dtype=float)
    return c, np.zeros(len(c)), np.zeros(c.shape), np.zeros(1)


def _score(state):
    c, n, s, q = state
    held = n > 0
    m = s[held] / n[held, None]
    within = q[0] - (n[held, None] * m ** 2).sum()
    means = c[held] - c[0] + m
    total = n.sum(); k = held.sum()
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
    rows, keys, total = None, None, 0
    for chunk in read():
        total += len(chunk)
        new = rng.random(len(chunk))
        rows = chunk if rows is None else np.concatenate([rows, chunk])
        keys = new if keys is None else np.concatenate([keys, new])
        if len(rows) > SAMPLE:
            best = np.argpartition(keys, SAMPLE)[:SAMPLE]
            rows, keys = rows[best], keys[best]
    out = {}
    for k in ks:
        labels = KMeans(k, n_init=5, random_state=random_state).fit_predict(rows)
        out[k] = float(calinski_harabasz_score(rows, labels) * (total - k) / (len(rows) - k))
    return out
