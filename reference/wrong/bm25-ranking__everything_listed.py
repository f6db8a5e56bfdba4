"""Lists documents that hold none of the words.

fails: words that no document holds
"""

import math
from collections import Counter


def build_index(documents, k1=1.5, b=0.75):
    return [Counter(words) for words in documents], k1, b


def search(index, query, k=10):
    counts, k1, b = index
    lengths = [sum(count.values()) for count in counts]
    mean = sum(lengths) / max(len(lengths), 1) or 1.0
    scores = []
    for i, count in enumerate(counts):
        score = 0.0
        for word in query:
            n, f = sum(word in other for other in counts), count[word]
            idf = math.log(1 + (len(counts) - n + 0.5) / (n + 0.5))
            score += idf * f * (k1 + 1) / (f + k1 * (1 - b + b * lengths[i] / mean))
        scores.append((i, score))
    return sorted(scores, key=lambda pair: (-pair[1], pair[0]))[:k]
