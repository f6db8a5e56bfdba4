"""Blocks of the window's length: the maximum so far of this block, and maxima to the end of the one before."""

import math


def larger(a, b):
    """The larger of two numbers, either of which may be missing."""
    if math.isnan(a):
        return b
    return a if math.isnan(b) or a >= b else b


class SlidingMaximum:
    def __init__(self, width):
        if width < 1:
            raise ValueError("no such window")
        self.width = width
        self.to_the_end = [math.nan] * (width + 1)
        self.block = []
        self.so_far = math.nan

    def push(self, value):
        self.block.append(value)
        self.so_far = larger(self.so_far, value)
        answer = larger(self.to_the_end[len(self.block)], self.so_far)
        if len(self.block) == self.width:
            best = math.nan
            for i in range(self.width - 1, -1, -1):
                best = larger(best, self.block[i])
                self.to_the_end[i] = best
            self.block, self.so_far = [], math.nan
        return answer
