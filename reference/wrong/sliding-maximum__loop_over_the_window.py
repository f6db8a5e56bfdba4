"""Looks through the whole window at every push.

fails: the work does not grow with the width
"""

import math
from collections import deque


class SlidingMaximum:
    def __init__(self, width):
        if width < 1:
            raise ValueError("the window holds at least one reading")
        self.window = deque(maxlen=width)

    def push(self, value):
        self.window.append(value)
        return max((v for v in self.window if not math.isnan(v)), default=math.nan)
