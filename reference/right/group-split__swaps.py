import numpy as np


def group_split(y, groups, test_share, seed):
    """Starts with a random filling and moves single groups across as long as that helps; several starts."""
    names, member = np.unique(groups, return_inverse=True)
    if names.size == 1:
        raise ValueError("one group cannot be split")
    counts = np.stack([np.bincount(member), np.bincount(member, weights=y)], axis=1)
    total = counts.sum(axis=0)
    rng = np.random.RandomState(seed)

    def off(sums):
        rows = np.maximum(sums[..., 0], 1e-9)
        return np.abs(rows / total[0] - test_share) + np.abs(sums[..., 1] / rows - total[1] / total[0])

    best = None
    for _ in range(12):
        inside = rng.rand(len(names)) < test_share
        while True:
            sums = counts[inside].sum(axis=0)
            moved = sums + np.where(inside[:, None], -counts, counts)
            moved[moved[:, 0] <= 0] = 1e9
            one = off(moved).argmin()
            if off(moved)[one] >= off(sums) and inside.any():
                break
            inside[one] = ~inside[one]
        if not inside.all() and (best is None or off(sums) < best[0]):
            best = off(sums), inside.copy()
    test = best[1][member]
    return np.where(~test)[0], np.where(test)[0]
