"""Moves the window by the horizon, so that most windows are skipped.

fails: each step ahead has an error of its own
fails: the forecaster is shown each window once and nothing else
"""
import numpy as np


def errors_by_step(series, window, horizon, predict):
    errors = []
    for start in range(0, len(series) - window - horizon + 1, horizon):
        end = start + window
        errors.append(np.abs(predict(series[start:end]) - series[end : end + horizon]))
    return np.mean(errors, axis=0)
