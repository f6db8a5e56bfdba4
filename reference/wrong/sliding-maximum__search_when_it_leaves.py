"""Looks through the window only when the maximum leaves it, which is always so in a falling stream.

fails: the work does not grow with the width
"""

import math
from collections import deque


class SlidingMaximum:
    def __init__(self, width):
        if width < 1:
            raise ValueError("the window holds at least one reading")
        self.window = deque(maxlen=width)
        self.top = math.nan

    def push(self, value):
        gone = self.window[0] if len(self.window) == self.window.maxlen else math.nan
        self.window.append(value)
        if gone == self.top:
            self.top = max((v for v in self.window if v == v), default=math.nan)
        elif not self.top >= value and value == value:
            self.top = value
        return self.top
