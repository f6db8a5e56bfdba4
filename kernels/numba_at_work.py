"""numba, imported and past its first compilation: an import of this takes two seconds that no submission then waits for.

numba sets itself up as it meets things. Whoever compiles first pays for that, and again for the first loop, the first
generator of random numbers, the first array made. So a function that does some of each is compiled here and forgotten. It
runs in one thread, since a process that is to be forked must not have started any.
"""

from __future__ import annotations

import secrets
from typing import Any

import numpy as np
from numba import njit  # pyright: ignore[reportMissingImports]  # an optional library


def _usual(weights: Any, table: Any, n: int, seed: int) -> Any:
    np.random.seed(seed)
    rows, total = np.empty((n, len(weights))), 0.0
    for i in range(n):
        for j in range(weights.shape[0]):
            rows[i, j] = np.random.standard_normal() + np.random.random()
        for k, weight in enumerate(table[i, : i + 1]):
            total += weight * weights[k]
    return rows + total


# Where nothing is forked this process becomes a child itself, and numba's generator keeps the seed it is given here.
njit(_usual)(np.zeros(2), np.eye(2), 2, secrets.randbits(32))
