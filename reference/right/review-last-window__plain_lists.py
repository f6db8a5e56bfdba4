"""Plain Python: a list of errors for each step."""

import numpy as np


def errors_by_step(series, window, horizon, predict):
    by_step = [[] for _ in range(horizon)]
    for end in range(window, len(series) - horizon + 1):
        for step, guess in enumerate(predict(series[end - window : end])):
            by_step[step].append(abs(guess - series[end + step]))
    return np.array([sum(errors) / len(errors) for errors in by_step])
