"""Dictionaries and loops: one pass for the centroids, one for the spreads, one over the pairs."""

import math


def davies_bouldin_index(X, labels):
    groups = {}
    for row, label in zip(X.tolist(), labels.tolist()):
        groups.setdefault(label, []).append([float(v) for v in row])
    centres, spreads = {}, {}
    for label, rows in groups.items():
        centre = [math.fsum(column) / len(rows) for column in zip(*rows)]
        centres[label] = centre
        spreads[label] = math.fsum(math.dist(row, centre) for row in rows) / len(rows)
    worst = []
    for i in groups:
        worst.append(max((spreads[i] + spreads[j]) / math.dist(centres[i], centres[j]) for j in groups if j != i))
    return math.fsum(worst) / len(worst)
