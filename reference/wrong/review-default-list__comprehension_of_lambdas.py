"""A comprehension has a scope of its own, and its lambdas still share one variable.

fails: each column has a factor of its own
"""


def add_event(event, history=None):
    if history is None:
        history = []
    history.append(event)
    return history


def make_scalers(factors):
    return {column: lambda value: value * factor for column, factor in factors.items()}
