"""Starts at the second window, so that the number of windows is as before and the last one is in.

fails: a series with room for one window gives its errors
fails: the forecaster is shown each window once and nothing else
"""
import numpy as np


def errors_by_step(series, window, horizon, predict):
    errors = []
    for start in range(1, len(series) - window - horizon + 1):
        end = start + window
        errors.append(np.abs(predict(series[start:end]) - series[end : end + horizon]))
    return np.mean(errors, axis=0)
