"""Cuts a word greedily into the longest known tokens, whatever the order of the merges.

fails: merges are applied in the order they were learnt
"""

from collections import Counter
from itertools import pairwise


def merged(tokens, pair):
    """The tokens with every occurrence of the pair joined, from left to right."""
    found, i = [], 0
    while i < len(tokens):
        if tuple(tokens[i : i + 2]) == pair:
            found.append(tokens[i] + tokens[i + 1])
            i += 2
        else:
            found.append(tokens[i])
            i += 1
    return found


def learn_merges(words, n_merges):
    """Sennrich, Haddow and Birch (2016), with ties broken by the alphabet."""
    split = {word: list(word) for word in words}
    merges = []
    while len(merges) < n_merges:
        counts = Counter()
        for word, tokens in split.items():
            for pair in pairwise(tokens):
                counts[pair] += words[word]
        if not counts:
            break
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        merges.append(best)
        split = {word: merged(tokens, best) for word, tokens in split.items()}
    return merges


def apply_merges(word, merges):
    known = {a + b for a, b in merges}
    tokens, i = [], 0
    while i < len(word):
        ends = [j for j in range(i + 2, len(word) + 1) if word[i:j] in known]
        end = max(ends, default=i + 1)
        tokens.append(word[i:end])
        i = end
    return tokens
