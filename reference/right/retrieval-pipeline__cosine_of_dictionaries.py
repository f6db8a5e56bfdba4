"""TF-IDF by hand: each chunk is a dictionary of weights of length one."""

import math
import re
from collections import Counter


def chunk(text, size, overlap):
    if overlap < 0 or size <= overlap:
        raise ValueError("the overlap does not fit the size")
    words = text.split()
    starts = [s for s in range(0, len(words), size - overlap) if s == 0 or s + overlap < len(words)]
    return [" ".join(words[s : s + size]) for s in starts]


class Retriever:
    def __init__(self, documents, size=60, overlap=20):
        self.chunks = [(name, Counter(self.words(c))) for name, t in documents.items() for c in chunk(t, size, overlap)]
        df = Counter(w for _, counts in self.chunks for w in counts)
        self.idf = {w: math.log(len(self.chunks) / n) + 0.1 for w, n in df.items()}
        self.vectors = [(name, self.unit(counts)) for name, counts in self.chunks]

    @staticmethod
    def words(text):
        return re.sub(r"[^a-z0-9]+", " ", text.lower()).split()

    def unit(self, counts):
        v = {w: (1 + math.log(n)) * self.idf[w] for w, n in counts.items() if w in self.idf}
        norm = math.sqrt(sum(x * x for x in v.values())) or 1.0
        return {w: x / norm for w, x in v.items()}

    def search(self, question, k):
        q = self.unit(Counter(self.words(question)))
        best = {}
        for name, v in self.vectors:
            score = sum(x * v.get(w, 0.0) for w, x in q.items())
            if score > 0:
                best[name] = max(score, best.get(name, 0.0))
        ranked = sorted(best.items(), key=lambda pair: -pair[1])
        return [name for name, _ in ranked[:k]]


def evaluate(retriever, questions, ks):
    def recall(question, relevant, k):
        return len(set(relevant) & set(retriever.search(question, k))) / len(relevant)

    return {k: sum(recall(q, r, k) for q, r in questions) / len(questions) for k in ks}
