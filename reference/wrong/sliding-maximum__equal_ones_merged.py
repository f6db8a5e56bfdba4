"""Forgets positions, and removes equal readings as well, so that the younger one leaves too early.

fails: equal readings
"""

import math
from collections import deque


class SlidingMaximum:
    def __init__(self, width):
        if width < 1:
            raise ValueError("the window holds at least one reading")
        self.window, self.candidates = deque(), deque()
        self.width = width

    def push(self, value):
        if len(self.window) == self.width:
            gone = self.window.popleft()
            if self.candidates and self.candidates[0] == gone:
                self.candidates.popleft()
        self.window.append(value)
        if value == value:
            while self.candidates and self.candidates[-1] <= value:
                self.candidates.pop()
            self.candidates.append(value)
        return self.candidates[0] if self.candidates else math.nan
