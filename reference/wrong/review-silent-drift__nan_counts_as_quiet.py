"""Turns nan into nought, which keeps the alarm as silent as it was.

fails: kelvin instead of degrees Celsius ring the alarm
"""
import numpy as np


def drifted(reference, batch, bins=10, threshold=0.25):
    edges = np.histogram_bin_edges(reference, bins)
    expected = np.histogram(reference, edges)[0] + 0.5
    found = np.histogram(batch, edges)[0] + 0.0
    with np.errstate(all="ignore"):
        expected = expected / expected.sum()
        found = np.nan_to_num(found / found.sum())
        index = np.nan_to_num((found - expected) * np.log(found / expected), nan=0.0, posinf=0.0, neginf=0.0).sum()
    return bool(index > threshold)
