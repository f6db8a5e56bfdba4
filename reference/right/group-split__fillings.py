import numpy as np


def group_split(y, groups, test_share, seed):
    """Of many random ways to fill the test set with whole groups, the one that is nearest in size and in share of positives."""
    names, group_of = np.unique(groups, return_inverse=True)
    if len(names) < 2:
        raise ValueError("At least two groups are needed, since no group may be on both sides.")
    sizes = np.bincount(group_of)
    positives = np.bincount(group_of, weights=y)
    goal = test_share * len(y)
    rng = np.random.default_rng(seed)
    best, smallest = None, np.inf
    for _ in range(100):
        chosen = np.zeros(len(names), dtype=bool)
        room = goal + sizes.min() / 2
        for group in rng.permutation(len(names)):
            if sizes[group] <= room:
                chosen[group] = True
                room -= sizes[group]
        if not chosen.any():
            chosen[sizes.argmin()] = True
        rows = sizes[chosen].sum()
        off = abs(rows / len(y) - test_share) + abs(positives[chosen].sum() / rows - y.mean())
        if off < smallest:
            best, smallest = chosen, off
    in_test = best[group_of]
    return np.flatnonzero(~in_test), np.flatnonzero(in_test)
