"""A doubly linked list by hand for the order of use, and a heap of expiry times with lazy deletion."""

import heapq


class Node:
    __slots__ = ("key", "value", "put_at", "before", "after")


class ExpiringCache:
    def __init__(self, capacity, lifetime, clock):
        if capacity < 1:
            raise ValueError("capacity")
        if not lifetime > 0:
            raise ValueError("lifetime")
        self.capacity, self.lifetime, self.clock = capacity, lifetime, clock
        self.nodes, self.heap, self.count = {}, [], 0
        self.end = Node()
        self.end.before = self.end.after = self.end

    def unlink(self, node):
        node.before.after, node.after.before = node.after, node.before

    def link(self, node):
        node.before, node.after = self.end.before, self.end
        node.before.after = self.end.before = node

    def clean(self):
        now = self.clock()
        while self.heap and now >= self.heap[0][0] + self.lifetime:
            _, _, node = heapq.heappop(self.heap)
            if self.nodes.get(node.key) is node:
                self.unlink(self.nodes.pop(node.key))
        return now

    def get(self, key, default=None):
        self.clean()
        node = self.nodes.get(key)
        if node is None:
            return default
        self.unlink(node)
        self.link(node)
        return node.value

    def put(self, key, value):
        now = self.clean()
        old = self.nodes.pop(key, None)
        if old is not None:
            self.unlink(old)
        if len(self.nodes) >= self.capacity:
            oldest = self.end.after
            self.unlink(oldest)
            del self.nodes[oldest.key]
        node = Node()
        node.key, node.value = key, value
        self.nodes[key] = node
        self.link(node)
        self.count += 1
        heapq.heappush(self.heap, (now, self.count, node))

    def __len__(self):
        self.clean()
        return len(self.nodes)
