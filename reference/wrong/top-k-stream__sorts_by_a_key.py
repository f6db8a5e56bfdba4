"""Sorts all k pairs at each addition, by the negated score as a key.

fails: a very large k is quick
"""

import math


class TopK:
    def __init__(self, k):
        if k < 0:
            raise ValueError("k must not be negative")
        self.k, self.pairs = k, []

    def add(self, item, score):
        if math.isnan(score):
            raise ValueError("a score must be a number")
        self.pairs.append((item, score))
        self.pairs.sort(key=lambda pair: -pair[1])
        del self.pairs[self.k :]

    def top(self):
        return list(self.pairs)
