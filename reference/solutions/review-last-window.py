import numpy as np


def errors_by_step(series, window, horizon, predict):
    """The absolute errors of every window, the last one included, averaged at each step."""
    errors = []
    for start in range(len(series) - window - horizon + 1):
        end = start + window
        errors.append(np.abs(predict(series[start:end]) - series[end : end + horizon]))
    return np.mean(errors, axis=0)
