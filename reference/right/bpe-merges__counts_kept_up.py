"""Keeps the counts from round to round and only touches the words that hold the merged pair."""

from collections import Counter


def learn_merges(words, n_merges):
    tokens = {w: tuple(w) for w in words}
    counts = Counter()
    for w, t in tokens.items():
        for p in zip(t, t[1:]):
            counts[p] += words[w]
    merges = []
    for _ in range(n_merges):
        live = {p: c for p, c in counts.items() if c > 0}
        if not live:
            break
        best = sorted(live.items(), key=lambda item: (-item[1], item[0]))[0][0]
        merges.append(best)
        for w, t in tokens.items():
            if best in zip(t, t[1:]):
                for p in zip(t, t[1:]):
                    counts[p] -= words[w]
                tokens[w] = t = tuple(once(list(t), best))
                for p in zip(t, t[1:]):
                    counts[p] += words[w]
    return merges


def once(tokens, pair):
    i = 0
    while i < len(tokens) - 1:
        if (tokens[i], tokens[i + 1]) == pair:
            tokens[i : i + 2] = ["".join(pair)]
        i += 1
    return tokens


def apply_merges(word, merges):
    tokens = list(word)
    for a, b in merges:
        once(tokens, (a, b))
    return tokens
