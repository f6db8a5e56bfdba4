"""Rings whenever the index is no number, and still does not count what lies outside.

fails: a batch of which half has moved away rings the alarm
"""
import numpy as np


def drifted(reference, batch, bins=10, threshold=0.25):
    edges = np.histogram_bin_edges(reference, bins)
    expected = np.histogram(reference, edges)[0] + 0.5
    found = np.histogram(batch, edges)[0]
    if found.sum() == 0:
        return True
    expected, found = expected / expected.sum(), (found + 0.5) / (found + 0.5).sum()
    return bool(np.sum((found - expected) * np.log(found / expected)) > threshold)
