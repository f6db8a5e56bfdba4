"""Looks the factor up in the caller's dictionary at each call.

fails: scalers keep the factors with which they were made
"""


def add_event(event, history=None):
    if history is None:
        history = []
    history.append(event)
    return history


def make_scalers(factors):
    return {column: lambda value, column=column: value * factors[column] for column in factors}
