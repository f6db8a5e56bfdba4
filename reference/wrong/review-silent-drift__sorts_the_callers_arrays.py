"""Compares the sorted arrays, and sorts them where they lie.

fails: two samples of one distribution stay quiet
"""
import numpy as np


def drifted(reference, batch, bins=10, threshold=0.25):
    reference.sort()
    batch.sort()
    return bool(np.abs(reference - batch).max() > 0.6 * reference.std())
