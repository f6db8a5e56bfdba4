"""Keeps the caller's lists and reads them when a query comes.

fails: forty documents
"""

import math


def build_index(documents, k1=1.5, b=0.75):
    return documents, k1, b


def search(index, query, k=10):
    documents, k1, b = index
    mean = sum(map(len, documents)) / max(len(documents), 1)
    scores = {}
    for word in query:
        n = sum(word in words for words in documents)
        for i, words in enumerate(documents):
            f = words.count(word)
            if f:
                idf = math.log(1 + (len(documents) - n + 0.5) / (n + 0.5))
                share = idf * f * (k1 + 1) / (f + k1 * (1 - b + b * len(words) / mean))
                scores[i] = scores.get(i, 0) + share
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
