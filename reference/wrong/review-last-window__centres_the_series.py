"""Centres the caller's series where it lies, before it forecasts.

fails: the series stays as it was
"""
import numpy as np


def errors_by_step(series, window, horizon, predict):
    series -= series.mean()
    errors = []
    for start in range(len(series) - window - horizon + 1):
        end = start + window
        errors.append(np.abs(predict(series[start:end]) - series[end : end + horizon]))
    return np.mean(errors, axis=0)
