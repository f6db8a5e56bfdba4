"""functools.partial, which holds the factor."""

from functools import partial
from operator import mul


def add_event(event, history=None):
    history = [] if history is None else history
    history.append(event)
    return history


def make_scalers(factors):
    return {column: partial(mul, factor) for column, factor in factors.items()}
