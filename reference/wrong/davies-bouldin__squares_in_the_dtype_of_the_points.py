"""Squares the coordinates in their own dtype, which is too narrow for the squares.

fails: whole-number coordinates
"""

import numpy as np


def davies_bouldin_index(X, labels):
    names, member = np.unique(labels, return_inverse=True)
    C = np.stack([X[member == c].mean(axis=0) for c in range(len(names))])
    squares = (X * X).sum(axis=1)
    near = np.sqrt(np.maximum(squares - 2 * (X * C[member]).sum(axis=1) + (C * C).sum(axis=1)[member], 0))
    spread = np.bincount(member, weights=near) / np.bincount(member)
    apart = np.linalg.norm(C[:, None] - C, axis=2)
    np.fill_diagonal(apart, np.inf)
    return float(((spread[:, None] + spread) / apart).max(axis=1).mean())
