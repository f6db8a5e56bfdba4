"""Turns the merged items into those of NumPy arrays.

fails: merges of any items and of long streams
"""


def reservoir_sample(stream, k, rng):
    if k < 0:
        raise ValueError("k must not be negative")
    kept = []
    for i, item in enumerate(stream):
        if i < k:
            kept.append(item)
        elif (j := rng.integers(i + 1)) < k:
            kept[j] = item
    return kept


def merge_samples(first, n_first, second, n_second, k, rng):
    k = min(k, n_first + n_second)
    a = int(rng.hypergeometric(n_first, n_second, k))
    return [*rng.choice(first, a, replace=False), *rng.choice(second, k - a, replace=False)] if k else []
