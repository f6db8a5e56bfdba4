"""Searches to the left, so that every edge falls into the bin below it.

fails: the largest edge belongs to the last bin
"""
import numpy as np


def encode(values, edges):
    return np.clip(np.searchsorted(edges, values, side="left") - 1, 0, 255).astype(np.uint8)


def decode(tokens, edges):
    return ((edges[:-1] + edges[1:]) / 2)[tokens]
