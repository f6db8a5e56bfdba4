"""Averages over the steps as well, so that near and far look alike.

fails: each step ahead has an error of its own
"""
import numpy as np


def errors_by_step(series, window, horizon, predict):
    errors = []
    for start in range(len(series) - window - horizon + 1):
        end = start + window
        errors.append(np.abs(predict(series[start:end]) - series[end : end + horizon]))
    return np.full(horizon, np.mean(errors))
