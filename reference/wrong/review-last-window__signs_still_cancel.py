"""Evaluates the last window, and still averages with the signs.

fails: errors up and down do not cancel
"""
import numpy as np


def errors_by_step(series, window, horizon, predict):
    errors = []
    for start in range(len(series) - window - horizon + 1):
        end = start + window
        errors.append(predict(series[start:end]) - series[end : end + horizon])
    return np.abs(np.mean(errors, axis=0))
