import heapq
import math
from collections import Counter


class Index:
    """Counts kept as they are; the formula is applied when a query comes."""

    def __init__(self, documents, k1, b):
        self.counts = [Counter(document) for document in documents]
        self.lengths = [len(document) for document in documents]
        self.k1, self.b = k1, b
        self.holders = {}
        for i, count in enumerate(self.counts):
            for word in count:
                self.holders.setdefault(word, []).append(i)

    def score(self, i, query):
        mean = sum(self.lengths) / len(self.lengths)
        total = 0.0
        for word, times_asked in Counter(query).items():
            f, n = self.counts[i][word], len(self.holders.get(word, []))
            if f:
                idf = math.log((len(self.counts) + 1) / (n + 0.5))
                total += (
                    times_asked
                    * idf
                    * f
                    * (self.k1 + 1)
                    / (f + self.k1 * (1 - self.b + self.b * self.lengths[i] / mean))
                )
        return total


def build_index(documents, k1=1.5, b=0.75):
    return Index(documents, k1, b)


def search(index, query, k=10):
    """The k best by a heap, over the documents that hold one of the words."""
    candidates = {i for word in query for i in index.holders.get(word, [])}
    return heapq.nsmallest(k, ((i, index.score(i, query)) for i in candidates), key=lambda pair: (-pair[1], pair[0]))
