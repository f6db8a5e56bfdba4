"""Replaces an empty list of the caller's by a new one.

fails: a list that is given grows in place and comes back
"""


def add_event(event, history=None):
    history = history or []
    history.append(event)
    return history


def make_scalers(factors):
    return {column: lambda value, factor=factor: value * factor for column, factor in factors.items()}
