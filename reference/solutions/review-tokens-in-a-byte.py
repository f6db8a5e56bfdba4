import numpy as np


def encode(values, edges):
    """Positions between the edges, clipped to the bins that there are, in an unsigned byte."""
    position = np.searchsorted(edges, values, side="right") - 1
    return np.clip(position, 0, len(edges) - 2).astype(np.uint8)


def decode(tokens, edges):
    """The middle of each token's bin, as float64."""
    edges = np.asarray(edges, dtype=float)
    return ((edges[:-1] + edges[1:]) / 2)[np.asarray(tokens)]
