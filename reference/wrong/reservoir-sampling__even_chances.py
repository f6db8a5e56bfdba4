"""Lets each event in with the same chance of one half.

fails: each set of events equally often
"""


def reservoir_sample(stream, k, rng):
    """Algorithm R: event number i takes a random place below i, if that is one of the k."""
    if k < 0:
        raise ValueError("k must not be negative")
    kept = []
    for seen, item in enumerate(stream, start=1):
        if seen <= k:
            kept.append(item)
        else:
            if rng.random() < 0.5:
                kept[rng.integers(k)] = item
    return kept


def merge_samples(first, n_first, second, n_second, k, rng):
    """As many from the first as a draw of k from both streams together would hold."""
    k = min(k, n_first + n_second)
    from_first = rng.hypergeometric(n_first, n_second, k)
    chosen = rng.permutation(len(first))[:from_first], rng.permutation(len(second))[: k - from_first]
    return [first[i] for i in chosen[0]] + [second[i] for i in chosen[1]]
