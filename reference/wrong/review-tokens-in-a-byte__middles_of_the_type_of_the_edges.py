"""Gives the middles the type of the edges, so that whole numbers lose their halves.

fails: the middles of the bins are float64
"""
import numpy as np


def encode(values, edges):
    return np.clip(np.searchsorted(edges, values, side="right") - 1, 0, 255).astype(np.uint8)


def decode(tokens, edges):
    middles = np.empty_like(edges[:-1])
    middles[:] = (edges[:-1] + edges[1:]) / 2
    return middles[tokens]
