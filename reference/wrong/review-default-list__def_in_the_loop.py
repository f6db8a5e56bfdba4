"""A def in place of the lambda, which looks the factor up as late.

fails: each column has a factor of its own
"""


def add_event(event, history=None):
    if history is None:
        history = []
    history.append(event)
    return history


def make_scalers(factors):
    scalers = {}
    for column, factor in factors.items():

        def scale(value):
            return value * factor

        scalers[column] = scale
    return scalers
