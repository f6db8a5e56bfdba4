"""Keeps the window in an array and takes the maximum of all of it at each push, which grows with the width.

fails: a very wide window is quick
"""

import warnings

import numpy as np


class SlidingMaximum:
    def __init__(self, width):
        if width < 1:
            raise ValueError("width must be at least 1")
        self.window = np.full(width, np.nan)
        self.position = 0

    def push(self, value):
        self.window[self.position % len(self.window)] = value
        self.position += 1
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return float(np.nanmax(self.window))
