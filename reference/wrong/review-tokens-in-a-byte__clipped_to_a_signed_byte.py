"""Clips the tokens to what a signed byte holds, and so throws half of the bins together.

fails: values from low and high bins come back
fails: every one of the 256 tokens goes there and back
"""
import numpy as np


def encode(values, edges):
    return np.clip(np.searchsorted(edges, values, side="right") - 1, 0, 127).astype(np.int8)


def decode(tokens, edges):
    return ((edges[:-1] + edges[1:]) / 2)[tokens]
