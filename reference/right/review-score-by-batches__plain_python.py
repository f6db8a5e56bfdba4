"""Plain Python: a dictionary of rows by group, dealt like cards."""

import math
from collections import defaultdict

import numpy as np


def stratified_batches(groups, n_batches, rng):
    by_group = defaultdict(list)
    for row in rng.permutation(len(groups)).tolist():
        by_group[groups[row]].append(row)
    batches = [[] for _ in range(n_batches)]
    for rows in by_group.values():
        start = int(rng.integers(n_batches))
        for k, row in enumerate(rows):
            batches[(start + k) % n_batches].append(row)
    return [np.array(rows, dtype=int) for rows in batches]


def rmse_over(batches, y, predicted):
    total, count = 0.0, 0
    for rows in batches:
        for row in rows:
            total += float(y[row] - predicted[row]) ** 2
            count += 1
    return math.sqrt(total / count)
