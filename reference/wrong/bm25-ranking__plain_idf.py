"""Takes the logarithm of N over n.

fails: forty documents
"""

import math
from collections import Counter, defaultdict


def build_index(documents, k1=1.5, b=0.75):
    """For each word the documents that hold it, each with its whole share of the score."""
    n = len(documents)
    mean = sum(map(len, documents)) / max(n, 1)
    postings = defaultdict(list)
    for number, words in enumerate(documents):
        for word, times in Counter(words).items():
            room = k1 * (1 - b + b * len(words) / mean)
            postings[word].append((number, times * (k1 + 1) / (times + room)))
    index = {}
    for word, found in postings.items():
        rarity = math.log(n / len(found))
        index[word] = [(number, rarity * share) for number, share in found]
    return index


def search(index, query, k=10):
    """Only the lists of the query's words are read."""
    scores = defaultdict(float)
    for word in query:
        for number, share in index.get(word, ()):
            scores[number] += share
    return sorted(scores.items(), key=lambda found: (-found[1], found[0]))[:k]
