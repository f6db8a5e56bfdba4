"""Plain Python with bisect."""

from bisect import bisect_right

import numpy as np


def encode(values, edges):
    rows = list(edges)
    return np.array([min(max(bisect_right(rows, v) - 1, 0), 255) for v in values], dtype=np.uint8)


def decode(tokens, edges):
    middles = np.convolve(edges, [0.5, 0.5], mode="valid")
    return np.take(middles, tokens)
