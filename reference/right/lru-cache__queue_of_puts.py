"""An ordered dictionary by use, and a queue of all puts, of which those that were overtaken are passed over."""

from collections import OrderedDict, deque


class ExpiringCache:
    def __init__(self, capacity, lifetime, clock):
        if capacity <= 0 or lifetime <= 0:
            raise ValueError("capacity and lifetime must be positive")
        self.room = capacity
        self.lifetime = lifetime
        self.time = clock
        self.entries = OrderedDict()
        self.puts = deque()
        self.number = 0

    def _sweep(self, now):
        while self.puts and now >= self.puts[0][0]:
            _, key, number = self.puts.popleft()
            if key in self.entries and self.entries[key][1] == number:
                del self.entries[key]

    def get(self, key, default=None):
        self._sweep(self.time())
        try:
            value, _ = self.entries[key]
        except KeyError:
            return default
        self.entries.move_to_end(key)
        return value

    def put(self, key, value):
        now = self.time()
        self._sweep(now)
        self.number += 1
        self.entries[key] = (value, self.number)
        self.entries.move_to_end(key)
        self.puts.append((now + self.lifetime, key, self.number))
        if len(self.entries) > self.room:
            self.entries.popitem(last=False)

    def __len__(self):
        self._sweep(self.time())
        return len(self.entries)
