# %%
import math
from collections import deque


# %%
class SlidingMaximum:
    """The largest of the last ``width`` readings of a stream."""

    def __init__(self, width: int) -> None:
        raise NotImplementedError

    def push(self, value: float) -> float:
        """Take the next reading, and return the largest in the window that ends with it."""
        raise NotImplementedError


# %% Test yourself
window = SlidingMaximum(3)
assert [window.push(v) for v in [2.0, 5.0, 1.0, 4.0, 3.0, 3.0, 0.0]] == [2.0, 5.0, 5.0, 5.0, 4.0, 4.0, 3.0]

# %% Test yourself: against the slice
stream = [math.floor(5 * abs(math.sin(7 * i))) for i in range(200)]
for width in (1, 2, 7, 300):
    window = SlidingMaximum(width)
    assert [window.push(v) for v in stream] == [max(stream[max(0, i + 1 - width) : i + 1]) for i in range(200)]
