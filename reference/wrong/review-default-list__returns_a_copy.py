"""Returns a new list and leaves the one that was given as it was.

fails: a list that is given grows in place and comes back
"""


def add_event(event, history=()):
    return [*(history or ()), event]


def make_scalers(factors):
    return {column: lambda value, factor=factor: value * factor for column, factor in factors.items()}
