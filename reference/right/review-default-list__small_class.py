"""A small class whose objects can be called, and a bound method for each column."""


class Scaler:
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, value):
        return self.factor * value


def add_event(event, history=None):
    if history is None:
        return add_event(event, list())
    history.insert(len(history), event)
    return history


def make_scalers(factors):
    return dict(zip(factors, map(Scaler, factors.values()), strict=True))
