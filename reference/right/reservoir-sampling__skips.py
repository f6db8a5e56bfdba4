"""Algorithm L: the number of events until the next entry is drawn directly."""

from itertools import islice
from math import exp, floor, log

import numpy as np


def positive(rng):
    return 1.0 - rng.random()


def reservoir_sample(stream, k, rng):
    if k < 0:
        raise ValueError("k is negative")
    events = iter(stream)
    kept = list(islice(events, k))
    if k == 0 or len(kept) < k:
        return kept
    w = exp(log(positive(rng)) / k)
    while True:
        skip = floor(log(positive(rng)) / log(1 - w)) if w < 1 else 0
        item = next(islice(events, skip, skip + 1), events)
        if item is events:
            return kept
        kept[int(rng.integers(k))] = item
        w *= exp(log(positive(rng)) / k)


def merge_samples(first, n_first, second, n_second, k, rng):
    size = min(k, n_first + n_second)
    numbers = rng.choice(n_first + n_second, size, replace=False)
    from_first = int((numbers < n_first).sum())
    picks = rng.choice(len(first), from_first, replace=False) if from_first else []
    others = rng.choice(len(second), size - from_first, replace=False) if size > from_first else []
    return [*(first[int(i)] for i in picks), *(second[int(i)] for i in others)]
