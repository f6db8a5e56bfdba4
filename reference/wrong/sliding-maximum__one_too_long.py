"""Keeps a reading for one push too long.

fails: the maxima of a few readings
fails: windows of any width
"""

import math
from collections import deque


class SlidingMaximum:
    """A queue of the readings that may still become the maximum, each with its position, falling from front to back."""

    def __init__(self, width):
        if width < 1:
            raise ValueError("the window holds at least one reading")
        self.width = width
        self.position = 0
        self.candidates = deque()

    def push(self, value):
        self.position += 1
        if self.candidates and self.candidates[0][0] < self.position - self.width:
            self.candidates.popleft()
        if not math.isnan(value):
            while self.candidates and self.candidates[-1][1] <= value:
                self.candidates.pop()
            self.candidates.append((self.position, value))
        return self.candidates[0][1] if self.candidates else math.nan
