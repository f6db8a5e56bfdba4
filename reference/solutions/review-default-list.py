def add_event(event, history=None):
    """A new list for each call without a history."""
    if history is None:
        history = []
    history.append(event)
    return history


def _times(factor):
    return lambda value: value * factor


def make_scalers(factors):
    """Each function is made by a call of its own, which holds its factor."""
    return {column: _times(factor) for column, factor in factors.items()}
