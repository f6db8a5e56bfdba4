# %%
from collections.abc import Iterable

import numpy as np


# %%
def reservoir_sample(stream: Iterable, k: int, rng: np.random.Generator) -> list:
    """Return a fair sample of k items of a stream that is too long to be kept."""
    raise NotImplementedError


def merge_samples(first: list, n_first: int, second: list, n_second: int, k: int, rng: np.random.Generator) -> list:
    """Return a fair sample of k items of two streams, of which there are fair samples.

    n_first and n_second are the lengths of the streams that ``first`` and ``second`` were drawn from.
    """
    raise NotImplementedError


# %% Test yourself: each item equally often
rng = np.random.default_rng(0)
counts = np.zeros(5)
for _ in range(4000):
    sample = reservoir_sample(iter(range(5)), 2, rng)
    assert len(set(sample)) == 2
    counts[sample] += 1
assert abs(counts / 4000 - 2 / 5).max() < 0.04

# %% Test yourself: two machines
counts = np.zeros(8)
for _ in range(4000):
    parts = reservoir_sample(range(6), 2, rng), reservoir_sample(range(6, 8), 2, rng)
    counts[merge_samples(parts[0], 6, parts[1], 2, 2, rng)] += 1
assert abs(counts / 4000 - 2 / 8).max() < 0.04
