"""Takes the root of the mean square, which is another error than the one that is reported.

fails: a jump in the last place counts
"""
import numpy as np


def errors_by_step(series, window, horizon, predict):
    errors = []
    for start in range(len(series) - window - horizon + 1):
        end = start + window
        errors.append(predict(series[start:end]) - series[end : end + horizon])
    return np.sqrt(np.mean(np.square(errors), axis=0))
