"""Binds the factors, and leaves the list in the default.

fails: a call without a history begins a new one
"""


def add_event(event, history=[]):
    history.append(event)
    return history


def make_scalers(factors):
    return {column: lambda value, factor=factor: value * factor for column, factor in factors.items()}
