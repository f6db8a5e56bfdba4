import numpy as np


def build_index(documents, k1=1.5, b=0.75):
    """A table of documents by words with the whole share in each cell."""
    words = sorted({word for document in documents for word in document})
    column = {word: j for j, word in enumerate(words)}
    counts = np.zeros((len(documents), len(words)))
    for i, document in enumerate(documents):
        for word in document:
            counts[i, column[word]] += 1
    if not counts.size:
        return {}, counts
    lengths = counts.sum(axis=1, keepdims=True)
    holding = (counts > 0).sum(axis=0)
    idf = np.log1p((len(documents) - holding + 0.5) / (holding + 0.5))
    bottom = counts + k1 * (1 - b + b * lengths / lengths.mean())
    return column, np.where(counts > 0, idf * counts * (k1 + 1) / np.where(counts > 0, bottom, 1), 0.0)


def search(index, query, k=10):
    """Columns added up; a stable sort keeps equal documents in order."""
    column, table = index
    total, hit = np.zeros(len(table)), np.zeros(len(table), dtype=bool)
    for word in query:
        if word in column:
            total = total + table[:, column[word]]
            hit |= table[:, column[word]] > 0
    order = [int(i) for i in np.argsort(-total, kind="stable") if hit[i]]
    return [(i, float(total[i])) for i in order[:k]]
