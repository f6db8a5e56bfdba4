"""Keeps the factors in one place for all sets of scalers.

fails: a second set of scalers leaves the first alone
"""
_factors = {}


def add_event(event, history=None):
    if history is None:
        history = []
    history.append(event)
    return history


def make_scalers(factors):
    _factors.update(factors)
    return {column: lambda value, column=column: value * _factors[column] for column in factors}
