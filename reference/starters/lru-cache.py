# %%
from collections import OrderedDict


# %%
class ExpiringCache:
    """A cache of limited size whose entries also become too old.

    lifetime is in seconds; clock() tells the present time in seconds.
    """

    def __init__(self, capacity: int, lifetime: float, clock) -> None:
        raise NotImplementedError

    def get(self, key, default=None):
        """Return the value of the key, or the default where there is none that is good."""
        raise NotImplementedError

    def put(self, key, value) -> None:
        """Store a value; something else may have to leave."""
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError


# %% Test yourself: a clock that is moved by hand
now = [0.0]
cache = ExpiringCache(2, 10.0, lambda: now[0])
cache.put("a", 1)
now[0] = 4.0
cache.put("b", 2)
assert cache.get("a") == 1 and cache.get("c", "none") == "none" and len(cache) == 2
cache.put("c", 3)  # "b" is the least recently used one
assert cache.get("b") is None and cache.get("a") == 1 and cache.get("c") == 3
now[0] = 12.0
assert cache.get("a") is None and cache.get("c") == 3 and len(cache) == 1
