"""Copies the default, and so fails where None is passed.

fails: None as history begins a new one
"""


def add_event(event, history=()):
    if isinstance(history, tuple):
        history = list(history)
    history.append(event)
    return history


def make_scalers(factors):
    return {column: lambda value, factor=factor: value * factor for column, factor in factors.items()}
