"""Clips the values in the caller's own array.

fails: the inputs stay as they were
"""
import numpy as np


def encode(values, edges):
    np.clip(values, edges[0], np.nextafter(edges[-1], -np.inf), out=values)
    return (np.searchsorted(edges, values, side="right") - 1).astype(np.uint8)


def decode(tokens, edges):
    return ((edges[:-1] + edges[1:]) / 2)[tokens]
