"""Values with their expiry in one ordered dictionary, the keys by age in another; the boundary is looked at in one place."""

from collections import OrderedDict

MISSING = object()


class ExpiringCache:
    def __init__(self, capacity, lifetime, clock):
        if not (capacity >= 1 and lifetime > 0):
            raise ValueError("nothing can be kept")
        self.capacity, self.lifetime, self.clock = capacity, lifetime, clock
        self.used, self.ages = OrderedDict(), OrderedDict()

    def drop(self, key):
        self.ages.pop(key, None)
        return self.used.pop(key, MISSING)

    def tidy(self):
        now = self.clock()
        for key in list_old(self.ages, now - self.lifetime):
            self.drop(key)
        return now

    def get(self, key, default=None):
        self.tidy()
        if key in self.used:
            self.used.move_to_end(key, last=True)
        return self.used.get(key, default)

    def put(self, key, value):
        now = self.tidy()
        self.drop(key)
        while len(self.used) >= self.capacity:
            self.drop(next(iter(self.used)))
        self.used[key], self.ages[key] = value, now

    def __len__(self):
        self.tidy()
        return len(self.used)


def list_old(ages, limit):
    """The keys from the front that were put at or before the limit."""
    old = []
    for key, put_at in ages.items():
        if put_at > limit:
            break
        old.append(key)
    return old
