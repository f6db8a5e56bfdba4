"""Compares the means alone, and does not see a wider spread.

fails: a shift or a wider spread within reach rings the alarm
"""
import numpy as np


def drifted(reference, batch, bins=10, threshold=0.25):
    return bool(abs(np.mean(reference) - np.mean(batch)) > 0.5 * np.std(reference))
