"""Hands the first value of the future over with the past.

fails: a jump in the last place counts
fails: the forecaster is shown each window once and nothing else
"""
import numpy as np


def errors_by_step(series, window, horizon, predict):
    errors = []
    for start in range(len(series) - window - horizon + 1):
        end = start + window
        errors.append(np.abs(predict(series[start : end + 1]) - series[end : end + horizon]))
    return np.mean(errors, axis=0)
