"""Looks through all entries for what is too old and for what was used least recently.

fails: the work does not grow with the size of the cache
"""

class ExpiringCache:
    def __init__(self, capacity, lifetime, clock):
        if capacity < 1 or lifetime <= 0:
            raise ValueError("a cache needs room for one entry and a lifetime above zero")
        self.capacity, self.lifetime, self.clock = capacity, lifetime, clock
        self.entries, self.uses = {}, 0

    def forget_old(self):
        now = self.clock()
        self.entries = {k: e for k, e in self.entries.items() if now < e[1] + self.lifetime}

    def get(self, key, default=None):
        self.forget_old()
        if key not in self.entries:
            return default
        self.uses += 1
        self.entries[key][2] = self.uses
        return self.entries[key][0]

    def put(self, key, value):
        self.forget_old()
        if key not in self.entries and len(self.entries) == self.capacity:
            del self.entries[min(self.entries, key=lambda k: self.entries[k][2])]
        self.uses += 1
        self.entries[key] = [value, self.clock(), self.uses]

    def __len__(self):
        self.forget_old()
        return len(self.entries)
