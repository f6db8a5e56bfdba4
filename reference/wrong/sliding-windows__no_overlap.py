"""Cuts the array into pieces that do not overlap.

fails: each row is the next window
"""


def sliding_windows(x, k):
    if k < 1 or k > len(x):
        raise ValueError("invalid k")
    return x[: len(x) // k * k].reshape(-1, k)
