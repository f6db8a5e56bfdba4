"""np.digitize, and the middles taken one by one."""

import numpy as np


def encode(values, edges):
    bins = np.digitize(values, edges) - 1
    bins[bins > 255] = 255
    bins[bins < 0] = 0
    return bins.astype("u1")


def decode(tokens, edges):
    return np.array([(edges[int(t)] + edges[int(t) + 1]) / 2 for t in tokens], dtype=float)
