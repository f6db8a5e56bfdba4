"""Keeps the one list and clears it, so that lists returned before are cleared as well.

fails: histories of different calls are different lists
"""
_shared = []


def add_event(event, history=None):
    if history is None:
        _shared.clear()
        history = _shared
    history.append(event)
    return history


def make_scalers(factors):
    return {column: lambda value, factor=factor: value * factor for column, factor in factors.items()}
