"""Mixes both samples and draws from the mixture.

fails: merged samples hold each set equally often
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
            place = rng.integers(seen)
            if place < k:
                kept[place] = item
    return kept


def merge_samples(first, n_first, second, n_second, k, rng):
    """As many from the first as a draw of k from both streams together would hold."""
    k = min(k, n_first + n_second)
    from_first = rng.hypergeometric(n_first, n_second, k)
    both = list(first) + list(second)
    return [both[i] for i in rng.permutation(len(both))[:k]]
