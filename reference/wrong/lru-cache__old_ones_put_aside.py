"""Puts what has become too old aside and never lets go of it.

fails: what has left is let go
"""

from collections import OrderedDict


class ExpiringCache:
    """Two orders over the same keys: by last use, for eviction, and by last put, in which they also expire."""

    def __init__(self, capacity, lifetime, clock):
        if capacity < 1 or lifetime <= 0:
            raise ValueError("a cache needs room for one entry and a lifetime above zero")
        self.capacity = capacity
        self.lifetime = lifetime
        self.clock = clock
        self.by_use = OrderedDict()
        self.by_age = OrderedDict()
        self.gone = []

    def forget_old(self):
        now = self.clock()
        while self.by_age:
            key, put_at = next(iter(self.by_age.items()))
            if now < put_at + self.lifetime:
                break
            del self.by_age[key]
            self.gone.append(self.by_use.pop(key))

    def get(self, key, default=None):
        self.forget_old()
        if key not in self.by_use:
            return default
        self.by_use.move_to_end(key)
        return self.by_use[key]

    def put(self, key, value):
        self.forget_old()
        if key in self.by_use:
            del self.by_use[key], self.by_age[key]
        elif len(self.by_use) == self.capacity:
            gone, _ = self.by_use.popitem(last=False)
            del self.by_age[gone]
        self.by_use[key] = value
        self.by_age[key] = self.clock()

    def __len__(self):
        self.forget_old()
        return len(self.by_use)
