"""Shuffles the groups in the order in which a set gives them, which is another one in every process.

fails: another process gives the same split
"""

import random
from collections import defaultdict


def group_split(y, groups, test_share, seed):
    """Dictionaries and the random module."""
    rows = defaultdict(list)
    for row, group in enumerate(groups.tolist()):
        rows[group].append(row)
    if len(rows) < 2:
        raise ValueError("there is only one group")
    dice, n, rate = random.Random(seed), len(y), sum(y.tolist()) / len(y)
    best, least = None, float("inf")
    for _ in range(120):
        order = list(set(groups.tolist()))
        dice.shuffle(order)
        taken, size, hits = set(), 0, 0
        for group in order:
            grown = size + len(rows[group])
            if abs(grown - test_share * n) < abs(size - test_share * n):
                taken.add(group)
                size = grown
                hits += sum(int(y[row]) for row in rows[group])
        if not taken or len(taken) == len(rows):
            continue
        off = max(abs(size / n - test_share), abs(hits / size - rate))
        if off < least:
            best, least = taken, off
    test = [row for group in best for row in rows[group]]
    train = [row for group in rows if group not in best for row in rows[group]]
    return sorted(train), sorted(test)
