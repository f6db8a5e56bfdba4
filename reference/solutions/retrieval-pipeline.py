import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer


def chunk(text, size, overlap):
    if overlap < 0 or overlap >= size:
        raise ValueError(f"the overlap must be at least 0 and below the size {size}, and is {overlap}")
    words = text.split()
    pieces = []
    for start in range(0, len(words), size - overlap):
        pieces.append(" ".join(words[start : start + size]))
        if start + size >= len(words):
            break
    return pieces


class Retriever:
    """The cosine of TF-IDF vectors of the chunks, and for each document the largest."""

    def __init__(self, documents, size=60, overlap=20):
        self.names, self.owner, pieces = list(documents), [], []
        for i, name in enumerate(self.names):
            mine = chunk(documents[name], size, overlap)
            pieces += mine
            self.owner += [i] * len(mine)
        self.owner = np.array(self.owner)
        self.vectorizer = TfidfVectorizer()
        self.matrix = self.vectorizer.fit_transform(pieces)

    def search(self, question, k):
        scores = (self.matrix @ self.vectorizer.transform([question]).T).toarray().ravel()
        best = np.zeros(len(self.names))
        np.maximum.at(best, self.owner, scores)
        order = np.argsort(-best, kind="stable")
        return [self.names[i] for i in order[:k] if best[i] > 0]


def evaluate(retriever, questions, ks):
    total = dict.fromkeys(ks, 0.0)
    for question, relevant in questions:
        found = retriever.search(question, max(ks))
        for k in ks:
            total[k] += sum(name in relevant for name in found[:k]) / len(relevant)
    return {k: total[k] / len(questions) for k in ks}
