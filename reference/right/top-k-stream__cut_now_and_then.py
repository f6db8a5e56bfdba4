"""A list that is sorted stably and cut to k whenever it has grown to twice that."""


class TopK:
    def __init__(self, k):
        if k < 0:
            raise ValueError("negative k")
        self.k, self.pairs = k, []

    def add(self, item, score):
        if score != score:
            raise ValueError("NaN")
        self.pairs.append((item, score))
        if len(self.pairs) > 2 * self.k + 16:
            self.pairs = self.top()

    def top(self):
        return sorted(self.pairs, key=lambda pair: pair[1], reverse=True)[: self.k]
