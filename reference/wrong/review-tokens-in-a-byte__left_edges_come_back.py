"""Gives back the lower edge of a bin in place of its middle.

fails: values from low and high bins come back
"""
import numpy as np


def encode(values, edges):
    return np.clip(np.searchsorted(edges, values, side="right") - 1, 0, 255).astype(np.uint8)


def decode(tokens, edges):
    return edges[tokens]
