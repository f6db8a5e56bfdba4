"""Takes the entries out while listing them.

fails: top in between
"""

import heapq
import math


class TopK:
    """A heap with the worst of the best at its root: of equal scores the latest, by a number that falls with each item."""

    def __init__(self, k):
        if k < 0:
            raise ValueError("k must not be negative")
        self.k = k
        self.heap = []
        self.number = 0

    def add(self, item, score):
        if math.isnan(score):
            raise ValueError("a score must be a number")
        self.number -= 1
        entry = (score, self.number, item)
        if len(self.heap) < self.k:
            heapq.heappush(self.heap, entry)
        elif self.heap and score > self.heap[0][0]:
            heapq.heapreplace(self.heap, entry)

    def top(self):
        found = []
        while self.heap:
            score, _, item = heapq.heappop(self.heap)
            found.append((item, score))
        return found[::-1]
