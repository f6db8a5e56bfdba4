import math


def build_index(documents, k1=1.5, b=0.75):
    """Plain dictionaries, and a function that scores by them."""
    frequency, lengths = {}, []
    for i, words in enumerate(documents):
        lengths.append(len(words))
        for word in words:
            inner = frequency.setdefault(word, {})
            inner[i] = inner.get(i, 0) + 1
    total = sum(lengths)

    def scores(query):
        found = {}
        for word in query:
            inner = frequency.get(word, {})
            idf = math.log1p((len(lengths) - len(inner) + 0.5) / (len(inner) + 0.5))
            for i, f in inner.items():
                relative = lengths[i] * len(lengths) / total
                found[i] = found.get(i, 0) + idf * (k1 + 1) / (1 + k1 / f * (1 - b + b * relative))
        return found

    return scores


def search(index, query, k=10):
    ranked = sorted(index(query).items())
    ranked.sort(key=lambda pair: pair[1], reverse=True)
    return [list(pair) for pair in ranked[:k]]
