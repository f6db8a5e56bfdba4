"""BM25 with the classic weight of a word, on a dense matrix of counts."""

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer


def chunk(text, size, overlap):
    if not (0 <= overlap < size):
        raise ValueError("bad overlap")
    words, pieces, start = text.split(), [], 0
    while start < len(words):
        pieces.append(" ".join(words[start : start + size]))
        if start + size >= len(words):
            break
        start += size - overlap
    return pieces


class Retriever:
    def __init__(self, documents, size=60, overlap=20):
        pairs = [(name, piece) for name, text in documents.items() for piece in chunk(text, size, overlap)]
        self.owners = [name for name, _ in pairs]
        self.counter = CountVectorizer()
        tf = self.counter.fit_transform([piece for _, piece in pairs]).toarray().astype(float)
        df = (tf > 0).sum(axis=0)
        idf = np.maximum(np.log((len(tf) - df + 0.5) / (df + 0.5)), 1e-3)
        length = tf.sum(axis=1, keepdims=True)
        self.weight = idf * tf * 2.5 / (tf + 1.5 * (0.25 + 0.75 * length / length.mean()))

    def search(self, question, k):
        asked = self.counter.transform([question]).toarray()[0]
        scores = self.weight @ asked
        names = []
        for place in np.argsort(-scores):
            if scores[place] <= 0 or len(names) == k:
                break
            if self.owners[place] not in names:
                names.append(self.owners[place])
        return names


def evaluate(retriever, questions, ks):
    result = {}
    for k in ks:
        shares = [len(set(retriever.search(q, k)).intersection(r)) / len(r) for q, r in questions]
        result[k] = sum(shares) / len(shares)
    return result
