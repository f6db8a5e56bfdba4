"""A heap of scores and places alone, the items in a dictionary by their places."""

import heapq
from itertools import count


class TopK:
    def __init__(self, k):
        if k < 0:
            raise ValueError("there is no such list")
        self.k = k
        self.places = count()
        self.heap, self.items = [], {}

    def add(self, item, score):
        if score != score:
            raise ValueError("the score is nan")
        place = next(self.places)
        self.items[place] = item
        if len(self.items) <= self.k:
            heapq.heappush(self.heap, (score, -place))
        else:
            _, gone = heapq.heappushpop(self.heap, (score, -place))
            del self.items[-gone]

    def top(self):
        return [(self.items[-place], score) for score, place in sorted(self.heap)[::-1]]
