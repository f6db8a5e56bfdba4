"""A queue made of two stacks, each of which knows its maximum; NaN counts as minus infinity beside a count of real readings."""

import math


class SlidingMaximum:
    def __init__(self, width):
        if width < 1:
            raise ValueError("a window needs a place")
        self.width = width
        self.inbox, self.inbox_top = [], -math.inf
        self.outbox = []
        self.real = 0

    def push(self, value):
        if len(self.inbox) + len(self.outbox) == self.width:
            if not self.outbox:
                top = -math.inf
                while self.inbox:
                    item = self.inbox.pop()
                    top = max(top, item if item == item else -math.inf)
                    self.outbox.append((item, top))
                self.inbox_top = -math.inf
            gone, _ = self.outbox.pop()
            self.real -= gone == gone
        self.inbox.append(value)
        if value == value:
            self.real += 1
            self.inbox_top = max(self.inbox_top, value)
        if not self.real:
            return math.nan
        return max(self.inbox_top, self.outbox[-1][1]) if self.outbox else self.inbox_top
