# %% Your function
def double(x: float) -> float:
    """Return twice ``x``."""
    return x + 2


# %% Try it: this should print 10
print(double(5))
