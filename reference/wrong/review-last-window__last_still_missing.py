"""Takes absolute errors, and still leaves the last window out.

fails: a jump in the last place counts
fails: a series with room for one window gives its errors
"""
import numpy as np


def errors_by_step(series, window, horizon, predict):
    errors = []
    for start in range(len(series) - window - horizon):
        end = start + window
        errors.append(np.abs(predict(series[start:end]) - series[end : end + horizon]))
    return np.mean(errors, axis=0)
