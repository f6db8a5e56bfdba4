"""Python's own random module, and seeds for the repeats that it draws."""

import random


def split(X, y, seed, share=0.25):
    rows = list(range(len(X)))
    random.Random(seed).shuffle(rows)
    n_train = len(X) - round(share * len(X))
    train, test = rows[:n_train], rows[n_train:]
    return X[train], X[test], y[train], y[test]


def repeated_scores(X, y, score, repeats, seed):
    draw = random.Random(seed)
    scores = []
    for _ in range(repeats):
        X_train, X_test, y_train, y_test = split(X, y, draw.getrandbits(60))
        scores.append(score(X_train, X_test, y_train, y_test))
    return scores
