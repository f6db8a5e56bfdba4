"""Takes the median of the errors, which does not move for a single storm.

fails: a jump in the last place counts
"""
import numpy as np


def errors_by_step(series, window, horizon, predict):
    errors = []
    for start in range(len(series) - window - horizon + 1):
        end = start + window
        errors.append(np.abs(predict(series[start:end]) - series[end : end + horizon]))
    return np.median(errors, axis=0)
