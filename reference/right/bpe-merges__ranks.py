"""Applies by rank: of the pairs that stand in the word, always the one learnt first."""

from collections import defaultdict


def join(tokens, a, b):
    out = []
    for token in tokens:
        if out and out[-1] == a and token == b:
            out[-1] += token
        else:
            out.append(token)
    return out


def learn_merges(words, n_merges):
    pieces = [[list(w), n] for w, n in words.items()]
    merges = []
    for _ in range(n_merges):
        counts = defaultdict(int)
        for tokens, n in pieces:
            for i in range(len(tokens) - 1):
                counts[tokens[i], tokens[i + 1]] += n
        if not counts:
            return merges
        top = max(counts.values())
        best = sorted(p for p, n in counts.items() if n == top)[0]
        merges.append(best)
        for piece in pieces:
            piece[0] = join(piece[0], *best)
    return merges


def apply_merges(word, merges):
    rank = {}
    for i, pair in enumerate(merges):
        rank.setdefault(tuple(pair), i)
    tokens = list(word)
    while True:
        known = [(rank[p], p) for p in zip(tokens, tokens[1:]) if p in rank]
        if not known:
            return tokens
        tokens = join(tokens, *min(known)[1])
