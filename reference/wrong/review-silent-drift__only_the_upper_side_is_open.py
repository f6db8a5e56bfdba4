"""Opens the last bin to infinity and forgets the first one.

fails: kelvin instead of degrees Celsius ring the alarm
"""
import numpy as np


def drifted(reference, batch, bins=10, threshold=0.25):
    edges = np.histogram_bin_edges(reference, bins)
    edges[-1] = np.inf
    expected = np.histogram(reference, edges)[0] + 0.5
    found = np.histogram(batch, edges)[0]
    with np.errstate(all="ignore"):
        expected = expected / expected.sum()
        found = found / found.sum()
        return bool(np.sum((found - expected) * np.log((found + 1e-4) / expected)) > threshold)
