"""Batches as large as the sample, each of them merged into what is there."""

from itertools import islice

import numpy as np


def reservoir_sample(stream, k, rng):
    if k < 0:
        raise ValueError("k must be at least 0")
    if k == 0:
        return []
    events, kept, seen = iter(stream), [], 0
    while batch := list(islice(events, k)):
        kept = merge_samples(kept, seen, batch, len(batch), k, rng)
        seen += len(batch)
    return kept


def merge_samples(first, n_first, second, n_second, k, rng):
    """Shuffled copies, cut off where a draw from an urn of both kinds says."""
    if k >= n_first + n_second:
        return list(first) + list(second)
    urn = rng.hypergeometric(n_first, n_second, k) if k else 0
    one, two = list(first), list(second)
    for pile in (one, two):
        for i in range(len(pile) - 1, 0, -1):
            j = int(rng.integers(i + 1))
            pile[i], pile[j] = pile[j], pile[i]
    return one[:urn] + two[: k - urn]
