"""Takes the factors out of the caller's dictionary one by one.

fails: the factors stay as they were
"""


def add_event(event, history=None):
    if history is None:
        history = []
    history.append(event)
    return history


def _times(factor):
    return lambda value: value * factor


def make_scalers(factors):
    return {column: _times(factors.pop(column)) for column in list(factors)}
