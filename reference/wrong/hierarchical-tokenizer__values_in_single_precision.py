"""Rounds the values to single precision.

fails: equal shares on both levels, in every column
"""

import numpy as np


class HierarchicalTokenizer:
    def __init__(self, n_coarse=16, n_fine=16):
        self.n_coarse = n_coarse
        self.n_fine = n_fine

    def fit(self, X):
        X = X.astype(np.float32)
        coarse_levels, fine_levels = np.linspace(0, 1, self.n_coarse + 1), np.linspace(0, 1, self.n_fine + 1)
        self.coarse = np.quantile(X, coarse_levels, axis=0).T
        self.fine = np.empty((X.shape[1], self.n_coarse, self.n_fine + 1))
        for j, (x, edges) in enumerate(zip(X.T, self.coarse)):
            part = np.searchsorted(edges[1:-1], x, side="right")
            for c in range(self.n_coarse):
                values = x[part == c]
                # Of an empty bin only the edges are known.
                self.fine[j, c] = np.quantile(values if len(values) else edges[c : c + 2], fine_levels)
        return self

    def tokenize(self, X):
        X = X.astype(np.float32)
        coarse, fine = np.empty(X.shape, dtype=int), np.empty(X.shape, dtype=int)
        for j, x in enumerate(X.T):
            coarse[:, j] = np.searchsorted(self.coarse[j, 1:-1], x, side="right")
            fine[:, j] = (x[:, None] >= self.fine[j, coarse[:, j], 1:-1]).sum(axis=1)
        return coarse, fine

    def detokenize(self, coarse, fine):
        j = np.arange(coarse.shape[1])
        return (self.fine[j, coarse, fine] + self.fine[j, coarse, fine + 1]) / 2
