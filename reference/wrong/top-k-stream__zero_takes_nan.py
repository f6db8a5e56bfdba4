"""Leaves at once where k is 0, before it has looked at the score, and so lets NaN pass.

fails: a score that is no number is refused
"""

import heapq
import math


class TopK:
    def __init__(self, k):
        if k < 0:
            raise ValueError("k must not be negative")
        self.k = k
        self.heap = []
        self.number = 0

    def add(self, item, score):
        if self.k == 0:
            return
        if math.isnan(score):
            raise ValueError("a score must be a number")
        self.number -= 1
        entry = (score, self.number, item)
        if len(self.heap) < self.k:
            heapq.heappush(self.heap, entry)
        elif score > self.heap[0][0]:
            heapq.heapreplace(self.heap, entry)

    def top(self):
        return [(item, score) for score, _, item in sorted(self.heap, reverse=True)]
