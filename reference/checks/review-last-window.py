"""Checks of a mended evaluation: every window once, the last one too, and errors that cannot cancel."""

import numpy as np

from hotseat.reference.check import Case, Check
from hotseat.reference.compare import all_of, input_alone, same


def observe_last_value(candidate, series, window, horizon):
    """The errors of the forecast that repeats the last value."""
    import numpy as np

    found = candidate.errors_by_step(series, window, horizon, lambda past: np.repeat(past[-1], horizon))
    return [float(e) for e in found]


def observe_drift(candidate, series, window, horizon):
    """The errors of a forecast that leans on the whole window."""
    import numpy as np

    def predict(past):
        slope = (past[-1] - past[0]) / len(past)
        return past.mean() + slope * np.arange(1, horizon + 1)

    return [float(e) for e in candidate.errors_by_step(series, window, horizon, predict)]


def observe_view(candidate, series, window, horizon):
    """The errors of a forecast that is a part of the window itself, and no copy of it."""
    return [float(e) for e in candidate.errors_by_step(series, window, horizon, lambda past: past[-horizon:])]


def observe_asked(candidate, series, window, horizon):
    """The windows that the forecaster was shown, as it was shown them."""
    import numpy as np

    seen = []

    def predict(past):
        seen.append([float(v) for v in past])
        return np.zeros(horizon)

    candidate.errors_by_step(series, window, horizon, predict)
    return sorted(seen)


def jump_at_the_end(rng):
    series = np.full(6, 20.0)
    series[-1] = float(rng.integers(35, 60))
    return [Case((series, 2, 1), note="a calm series with a jump in the last place")]


def both_signs(rng):
    low, high = float(rng.integers(10, 19)), float(rng.integers(21, 30))
    return [Case((np.array([low, high] * 4 + [low]), 3, 1), note="a series that goes up and down")]


def one_window(rng):
    return [
        Case((rng.normal(0, 3, 5), 4, 1), note="room for exactly one window"),
        Case((rng.normal(0, 3, 7), 4, 3), note="room for exactly one window, several steps ahead"),
    ]


def several_steps(rng):
    return [
        Case((rng.normal(0, 3, 30).cumsum(), 5, 4), note="four steps ahead"),
        Case((rng.exponential(5, 25), 1, 3), note="a window of one value"),
    ]


def long_windows(rng):
    return [
        Case((rng.normal(0, 3, 30).cumsum(), 5, 4), note="a forecast that is a part of its window"),
        Case((rng.exponential(5, 25), 3, 3), note="a forecast that is its window"),
    ]


def windows(rng):
    return [Case((rng.permutation(20).astype(float), 4, 3), note="twenty different values")]


CHECKS = [
    Check(
        "a jump in the last place counts", jump_at_the_end, observe_last_value, same(rtol=1e-9), visible=True, weight=2
    ),
    Check("errors up and down do not cancel", both_signs, observe_last_value, same(rtol=1e-9), visible=True, weight=2),
    Check(
        "a series with room for one window gives its errors",
        one_window,
        observe_drift,
        same(rtol=1e-9),
        weight=2,
        hint="Think of the shortest series that can be evaluated.",
    ),
    Check(
        "each step ahead has an error of its own",
        several_steps,
        observe_drift,
        same(rtol=1e-9),
        hint="Think of forecasts of several steps.",
    ),
    Check(
        "the forecaster is shown each window once and nothing else",
        windows,
        observe_asked,
        same(),
        hint="Think of what the forecaster is given, and how often.",
    ),
    Check(
        "the series stays as it was",
        long_windows,
        observe_view,
        all_of(input_alone),
        hint="Think of who else uses the series, and of what a forecaster may hand back.",
    ),
]
