"""Counts the pairs of letters once and takes the most frequent ones, without merging in between.

fails: many merges of many words
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
    done = set()
    while len(merges) < n_merges:
        counts = Counter()
        for word, tokens in split.items():
            for pair in pairwise(tokens):
                if pair not in done:
                    counts[pair] += words[word]
        if not counts:
            break
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        merges.append(best)
        done.add(best)
    return merges


def apply_merges(word, merges):
    tokens = list(word)
    for pair in merges:
        tokens = merged(tokens, tuple(pair))
    return tokens
