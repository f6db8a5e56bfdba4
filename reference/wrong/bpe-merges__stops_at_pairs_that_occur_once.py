"""Leaves out pairs that occur only once.

fails: learning stops when no pair is left
"""

from collections import Counter


def merge(tokens, pair):
    out, i = [], 0
    while i < len(tokens):
        if i + 1 < len(tokens) and (tokens[i], tokens[i + 1]) == tuple(pair):
            out.append(tokens[i] + tokens[i + 1])
            i += 2
        else:
            out.append(tokens[i])
            i += 1
    return out


def learn_merges(words, n_merges):
    split = {w: list(w) for w in words}
    merges = []
    for _ in range(n_merges):
        counts = Counter()
        for w, tokens in split.items():
            for pair in zip(tokens, tokens[1:]):
                counts[pair] += words[w]
        if not counts:
            break
        best = min(counts, key=lambda p: (-counts[p], p))
        if counts[best] < 2:
            break
        merges.append(best)
        split = {w: merge(t, best) for w, t in split.items()}
    return merges


def apply_merges(word, merges):
    tokens = list(word)
    for pair in merges:
        tokens = merge(tokens, pair)
    return tokens
