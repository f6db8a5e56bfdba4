"""Recursion in place of loops over positions."""

from collections import Counter
from itertools import pairwise


def merge(tokens, pair):
    for i, here in enumerate(pairwise(tokens)):
        if here == pair:
            return tokens[:i] + ("".join(pair),) + merge(tokens[i + 2 :], pair)
    return tokens


def learn_merges(words, n_merges):
    vocabulary = Counter()
    for word, n in words.items():
        vocabulary[tuple(word)] += n
    merges = []
    while n_merges > len(merges):
        pairs = Counter()
        for tokens, n in vocabulary.items():
            pairs.update({p: n * m for p, m in Counter(pairwise(tokens)).items()})
        if len(pairs) == 0:
            break
        most = max(pairs.values())
        merges.append(min(p for p in pairs if pairs[p] == most))
        vocabulary = Counter({merge(tokens, merges[-1]): n for tokens, n in vocabulary.items()})
    return merges


def apply_merges(word, merges):
    tokens = tuple(word)
    for pair in merges:
        tokens = merge(tokens, tuple(pair))
    return list(tokens)
