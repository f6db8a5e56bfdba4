"""The cosine of TF-IDF vectors, with the logarithm of N / df over documents and a small floor for words of all pages."""

import math
import re
from collections import Counter


def words_of(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def chunk(text, size, overlap):
    if not 0 <= overlap < size:
        raise ValueError("the overlap must be at least 0 and below the size")
    words, pieces = text.split(), []
    for start in range(0, len(words), size - overlap):
        pieces.append(" ".join(words[start : start + size]))
        if start + size >= len(words):
            break
    return pieces


class Retriever:
    def __init__(self, documents, size=200, overlap=50):
        df = Counter(w for text in documents.values() for w in set(words_of(text)))
        self.idf = {w: max(math.log(len(documents) / n), 1e-6) for w, n in df.items()}
        self.pieces = [
            (name, self.vector(words_of(piece)))
            for name, text in documents.items()
            for piece in chunk(text, size, overlap)
        ]

    def vector(self, words):
        v = {w: n * self.idf[w] for w, n in Counter(words).items() if w in self.idf}
        norm = math.sqrt(sum(x * x for x in v.values())) or 1.0
        return {w: x / norm for w, x in v.items()}

    def search(self, question, k):
        q, best = self.vector(words_of(question)), {}
        for name, v in self.pieces:
            score = sum(x * v[w] for w, x in q.items() if w in v)
            if score > 0:
                best[name] = max(best.get(name, 0), score)
        return sorted(best, key=lambda name: -best[name])[:k]


def evaluate(retriever, questions, ks):
    return {
        k: sum(len(set(retriever.search(q, k)) & set(r)) / len(r) for q, r in questions) / len(questions) for k in ks
    }
