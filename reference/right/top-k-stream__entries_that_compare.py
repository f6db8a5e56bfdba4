"""Entries with an order of their own: worse is a lower score, or the same score and later."""

import heapq


class Entry:
    def __init__(self, score, number, item):
        self.score, self.number, self.item = score, number, item

    def __lt__(self, other):
        return (self.score, -self.number) < (other.score, -other.number)


class TopK:
    def __init__(self, k):
        if k < 0:
            raise ValueError("k < 0")
        self.k = k
        self.entries = []
        self.seen = 0

    def add(self, item, score):
        if not (score == score):
            raise ValueError("a score that is no number")
        self.seen += 1
        heapq.heappush(self.entries, Entry(score, self.seen, item))
        if len(self.entries) > self.k:
            heapq.heappop(self.entries)

    def top(self):
        return [(e.item, e.score) for e in heapq.nlargest(self.k, self.entries)]
