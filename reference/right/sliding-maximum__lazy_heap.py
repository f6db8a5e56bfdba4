"""A heap in which old readings are left until they come up, and which is made anew when it holds too many of them."""

import heapq
import math


class SlidingMaximum:
    def __init__(self, width):
        if width < 1:
            raise ValueError("width must be at least 1")
        self.width = width
        self.heap = []
        self.now = 0

    def push(self, value):
        self.now += 1
        oldest = self.now - self.width
        if value == value:
            heapq.heappush(self.heap, (-value, self.now))
        while self.heap and self.heap[0][1] <= oldest:
            heapq.heappop(self.heap)
        if len(self.heap) > 2 * self.width + 10:
            self.heap = [entry for entry in self.heap if entry[1] > oldest]
            heapq.heapify(self.heap)
        return -self.heap[0][0] if self.heap else math.nan
