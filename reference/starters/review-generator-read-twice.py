# %%
from collections.abc import Iterable


# %% A colleague's code: what is wrong with it?
def scaled(numbers: Iterable[float]) -> list[float]:
    """The numbers brought to the range from 0 to 1, in their order."""
    low = min(numbers, default=0.0)
    high = max(numbers, default=0.0)
    span = (high - low) or 1.0
    return [(number - low) / span for number in numbers]


# %% Test yourself
assert scaled([2.0, 4.0, 3.0]) == [0.0, 1.0, 0.5]
assert scaled(number for number in [2.0, 4.0, 3.0]) == [0.0, 1.0, 0.5]
