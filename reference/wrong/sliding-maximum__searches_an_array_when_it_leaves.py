"""Searches an array when the largest reading leaves, which is so at each push of a falling stream.

fails: a very wide window is quick
"""

import math

import numpy as np


class SlidingMaximum:
    def __init__(self, width):
        if width < 1:
            raise ValueError("width must be at least 1")
        self.window = np.full(width, np.nan)
        self.position = 0
        self.top = math.nan

    def push(self, value):
        value = float(value)
        place = self.position % len(self.window)
        gone, self.window[place] = self.window[place], value
        self.position += 1
        if value >= self.top or math.isnan(self.top):
            self.top = value
        elif gone == self.top:
            known = self.window[~np.isnan(self.window)]
            self.top = float(known.max()) if len(known) else math.nan
        return self.top
