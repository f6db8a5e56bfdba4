"""Merges with a regular expression and does not escape the letters.

fails: letters that were never seen stay as they are
"""

import re
from collections import Counter


def merge(text, pair):
    """text is tokens joined by spaces; Sennrich's regular expression, without re.escape."""
    return re.sub(r"(?<!\S)" + " ".join(pair) + r"(?!\S)", "".join(pair), text)


def learn_merges(words, n_merges):
    split = {w: " ".join(w) for w in words}
    merges = []
    for _ in range(n_merges):
        counts = Counter()
        for w, text in split.items():
            tokens = text.split()
            for pair in zip(tokens, tokens[1:]):
                counts[pair] += words[w]
        if not counts:
            break
        best = min(counts, key=lambda p: (-counts[p], p))
        merges.append(best)
        split = {w: merge(t, best) for w, t in split.items()}
    return merges


def apply_merges(word, merges):
    text = " ".join(word)
    for pair in merges:
        text = merge(text, pair)
    return text.split()
