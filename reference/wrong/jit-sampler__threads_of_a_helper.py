"""Leaves the product to a compiled helper that runs on several threads.

fails: sample_compiled is compiled, for one thread
"""

import time

import numpy as np
from numba import njit, prange


def sample_vectorised(mean, root, n, seed):
    """The normals of all rows at once, and one matrix product."""
    return mean + np.random.default_rng(seed).standard_normal((n, len(mean))) @ root.T


@njit(parallel=True)
def combined(mean, root, noise):
    n, d = noise.shape
    rows = np.empty((n, d))
    for i in prange(n):
        for j in range(d):
            total = mean[j]
            for k in range(j + 1):
                total += root[j, k] * noise[i, k]
            rows[i, j] = total
    return rows


@njit
def sample_compiled(mean, root, n, seed):
    np.random.seed(seed)
    d = len(mean)
    noise = np.empty((n, d))
    for i in range(n):
        for j in range(d):
            noise[i, j] = np.random.standard_normal()
    return combined(mean, root, noise)


def compare(mean, root, n, repeats=5):
    """The best of the repeats, in turns, after one call each: what disturbs a run only makes it longer."""
    samplers = {"vectorised": sample_vectorised, "compiled": sample_compiled}
    seconds = {name: [] for name in samplers}
    for turn in range(repeats + 1):
        for name, sampler in samplers.items():
            start = time.perf_counter()
            sampler(mean, root, n, turn)
            if turn:
                seconds[name].append(time.perf_counter() - start)
    best = {name: min(times) for name, times in seconds.items()}
    return best | {"ratio": best["compiled"] / best["vectorised"]}
