"""A list of all puts in the order in which they expire; the part that is done with is cut off once it is a thousand long."""

from collections import OrderedDict


class ExpiringCache:
    def __init__(self, capacity, lifetime, clock):
        if capacity < 1 or not lifetime > 0:
            raise ValueError("capacity and lifetime must be positive")
        self.capacity, self.lifetime, self.clock = capacity, lifetime, clock
        self.entries = OrderedDict()
        self.puts, self.done, self.number = [], 0, 0

    def _sweep(self):
        now = self.clock()
        while self.done < len(self.puts) and self.puts[self.done][0] <= now:
            _, number, key = self.puts[self.done]
            self.done += 1
            if key in self.entries and self.entries[key][1] == number:
                del self.entries[key]
        if self.done > 1000:
            del self.puts[: self.done]
            self.done = 0
        return now

    def put(self, key, value):
        now = self._sweep()
        if key in self.entries:
            del self.entries[key]
        elif len(self.entries) >= self.capacity:
            self.entries.popitem(last=False)
        self.number += 1
        self.entries[key] = (value, self.number)
        self.puts.append((now + self.lifetime, self.number, key))

    def get(self, key, default=None):
        self._sweep()
        if key not in self.entries:
            return default
        self.entries.move_to_end(key)
        return self.entries[key][0]

    def __len__(self):
        self._sweep()
        return len(self.entries)
