"""Bins over both samples together, and a symmetric divergence."""

import numpy as np


def drifted(reference, batch, bins=10, threshold=0.25):
    both = np.concatenate([reference, batch])
    edges = np.linspace(both.min(), both.max() + 1e-9, 3 * bins + 1)
    p = np.histogram(reference, edges)[0] / len(reference)
    q = np.histogram(batch, edges)[0] / len(batch)
    return bool(np.abs(p - q).sum() / 2 > 0.15)
