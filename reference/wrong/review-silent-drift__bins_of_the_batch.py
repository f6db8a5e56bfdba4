"""Takes the edges from the batch, so that now the reference falls outside.

fails: kelvin instead of degrees Celsius ring the alarm
"""
import numpy as np


def drifted(reference, batch, bins=10, threshold=0.25):
    edges = np.histogram_bin_edges(batch, bins)
    expected = np.histogram(reference, edges)[0]
    found = np.histogram(batch, edges)[0]
    with np.errstate(all="ignore"):
        expected = expected / expected.sum()
        found = found / found.sum()
        return bool(np.sum((found - expected) * np.log(found / expected)) > threshold)
