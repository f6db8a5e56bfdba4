"""Lets the weight of a word that stands in more than half of the chunks be negative.

fails: a word of many pages still finds them
"""

import re
from collections import Counter, defaultdict

import numpy as np


def chunk(text, size, overlap):
    if not 0 <= overlap < size:
        raise ValueError(f"the overlap must be at least 0 and below the size {size}, and is {overlap}")
    words = text.split()
    pieces = []
    for start in range(0, len(words), size - overlap):
        pieces.append(" ".join(words[start : start + size]))
        if start + size >= len(words):
            break
    return pieces


def words_of(text):
    return re.findall(r"\w+", text.lower())


class Retriever:
    """BM25 over chunks (Robertson and Zaragoza, 2009); the weight of a word is kept positive, as Lucene does."""

    def __init__(self, documents, size=60, overlap=20, k1=1.2, b=0.75):
        self.owners = []
        counts = []
        for name, text in documents.items():
            for piece in chunk(text, size, overlap):
                self.owners.append(name)
                counts.append(Counter(words_of(piece)))
        lengths = [sum(c.values()) for c in counts]
        mean = np.mean(lengths) if lengths else 1.0
        self.weights = defaultdict(dict)
        frequency = Counter(word for c in counts for word in c)
        for place, found in enumerate(counts):
            damp = k1 * (1 - b + b * lengths[place] / mean)
            for word, n in found.items():
                rarity = np.log((len(counts) - frequency[word] + 0.5) / (frequency[word] + 0.5))
                self.weights[word][place] = rarity * n * (k1 + 1) / (n + damp)

    def search(self, question, k):
        scores = defaultdict(float)
        for word in words_of(question):
            for place, weight in self.weights.get(word, {}).items():
                scores[place] += weight
        best = {}
        for place, score in scores.items():
            name = self.owners[place]
            if score > 0:
                best[name] = max(best.get(name, 0.0), score)
        return sorted(best, key=best.get, reverse=True)[:k]


def evaluate(retriever, questions, ks):
    recalls = {k: [] for k in ks}
    for question, relevant in questions:
        for k in ks:
            found = set(retriever.search(question, k))
            recalls[k].append(len(found & set(relevant)) / len(relevant))
    return {k: float(np.mean(values)) for k, values in recalls.items()}
