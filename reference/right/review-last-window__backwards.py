"""From the last window back to the first, with a running sum."""

import numpy as np


def errors_by_step(series, window, horizon, predict):
    total = np.zeros(horizon)
    count = 0
    end = len(series) - horizon
    while end >= window:
        total += np.abs(series[end : end + horizon] - predict(series[end - window : end]))
        count += 1
        end -= 1
    return total / count
