"""Shifts the tokens into the signed range and back, which decodes right and gives tokens that nobody expects.

fails: tokens count from 0 to 255
"""
import numpy as np


def encode(values, edges):
    return (np.clip(np.searchsorted(edges, values, side="right") - 1, 0, 255) - 128).astype(np.int8)


def decode(tokens, edges):
    return ((edges[:-1] + edges[1:]) / 2)[tokens.astype(int) + 128]
