# %% A colleague's code: what is wrong with it?
def add_event(event, history=[]):
    """The customer's history with the event at its end; without a history, a new one."""
    history.append(event)
    return history


def make_scalers(factors: dict) -> dict:
    """For each column a function that multiplies a number by the column's factor."""
    scalers = {}
    for column, factor in factors.items():
        scalers[column] = lambda value: value * factor
    return scalers


# %% Test yourself
assert add_event("login") == ["login"]
assert add_event("purchase") == ["purchase"]
scalers = make_scalers({"age": 2, "income": 10})
assert [scalers["age"](3), scalers["income"](3)] == [6, 30]
