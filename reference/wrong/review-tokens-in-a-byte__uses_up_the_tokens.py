"""Moves the tokens to the upper edges where they lie, in the array of the caller.

fails: the inputs stay as they were
"""
import numpy as np


def encode(values, edges):
    return np.clip(np.searchsorted(edges, values, side="right") - 1, 0, 255).astype(np.uint8)


def decode(tokens, edges):
    left = edges[tokens]
    tokens += 1
    right = np.where(tokens == 0, edges[-1], edges[tokens])
    return (left + right) / 2
