"""Sixteen bits, which mend the sign and double the memory.

fails: a token takes one byte
"""
import numpy as np


def encode(values, edges):
    return np.clip(np.searchsorted(edges, values, side="right") - 1, 0, 255).astype(np.int16)


def decode(tokens, edges):
    return ((edges[:-1] + edges[1:]) / 2)[tokens]
