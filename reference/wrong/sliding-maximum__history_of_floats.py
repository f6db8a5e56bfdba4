"""Notes every reading as a plain float in a list that is never cut, although the queue beside it is enough.

fails: little memory for plain numbers
"""

import math
from collections import deque


class SlidingMaximum:
    def __init__(self, width):
        if width < 1:
            raise ValueError("width must be at least 1")
        self.width = width
        self.history = []
        self.candidates = deque()

    def push(self, value):
        value = float(value)
        self.history.append(value)
        now = len(self.history) - 1
        if self.candidates and self.candidates[0] <= now - self.width:
            self.candidates.popleft()
        if not math.isnan(value):
            while self.candidates and self.history[self.candidates[-1]] <= value:
                self.candidates.pop()
            self.candidates.append(now)
        return self.history[self.candidates[0]] if self.candidates else math.nan
