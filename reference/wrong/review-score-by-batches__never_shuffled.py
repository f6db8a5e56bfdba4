"""Deals the rows out in their order, so that the generator is never asked.

fails: which rows come together depends on the generator alone
"""
import numpy as np


def stratified_batches(groups, n_batches, rng):
    dealt = np.argsort(groups, kind="stable")
    return [dealt[k::n_batches] for k in range(n_batches)]


def rmse_over(batches, y, predicted):
    rows = np.concatenate(batches)
    return float(np.sqrt(np.mean((y[rows] - predicted[rows]) ** 2)))
