"""The factor as a default of the lambda, which is evaluated when the lambda is made."""

_NEW = object()


def add_event(event, history=_NEW):
    if history is _NEW or history is None:
        return [event]
    history += [event]
    return history


def make_scalers(factors):
    scalers = {}
    for column, factor in factors.items():
        scalers[column] = lambda value, factor=factor: value * factor
    return scalers
