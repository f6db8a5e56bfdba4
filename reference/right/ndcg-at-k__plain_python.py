from itertools import groupby
from math import log2, nan


def ndcg_at_k(grades, scores, k):
    """Runs of equal scores, one after the other."""
    pairs = sorted(zip([float(s) for s in scores], [2 ** float(g) - 1 for g in grades]), reverse=True)
    best = sum(gain / log2(place + 1) for place, gain in enumerate(sorted((g for _, g in pairs), reverse=True)[:k], 1))
    if not best:
        return nan
    reached, place = 0.0, 1
    for _, run in groupby(pairs, key=lambda pair: pair[0]):
        run = [gain for _, gain in run]
        places = range(place, min(place + len(run), k + 1))
        reached += sum(run) / len(run) * sum(1 / log2(p + 1) for p in places)
        place += len(run)
    return reached / best


def mean_ndcg(queries, k):
    values = [v for v in (ndcg_at_k(g, s, k) for g, s in queries) if v == v]
    return sum(values) / len(values) if values else nan
