"""Dictionaries by label, with math.dist."""

from collections import defaultdict
from math import dist
from statistics import fmean


def davies_bouldin(X, labels):
    groups = defaultdict(list)
    for row, label in zip(X.tolist(), labels.tolist(), strict=True):
        groups[label].append(row)
    centroid = {c: [fmean(column) for column in zip(*rows, strict=True)] for c, rows in groups.items()}
    spread = {c: fmean([dist(row, centroid[c]) for row in rows]) for c, rows in groups.items()}
    return fmean(
        max((spread[i] + spread[j]) / dist(centroid[i], centroid[j]) for j in groups if j != i) for i in groups
    )
