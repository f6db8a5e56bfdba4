"""Draws anew from the sample and each batch, so that late batches weigh too much.

fails: a long stream is sampled evenly
"""

from itertools import islice


def reservoir_sample(stream, k, rng):
    if k < 0:
        raise ValueError("k must not be negative")
    stream, kept = iter(stream), []
    while batch := list(islice(stream, k + 16)):
        pool = kept + batch
        kept = [pool[i] for i in rng.permutation(len(pool))[:k]]
    return kept


def merge_samples(first, n_first, second, n_second, k, rng):
    k = min(k, n_first + n_second)
    a = int(rng.hypergeometric(n_first, n_second, k))
    chosen = rng.permutation(len(first))[:a], rng.permutation(len(second))[: k - a]
    return [first[i] for i in chosen[0]] + [second[i] for i in chosen[1]]
