# %%
import numpy as np


# %% A colleague's code: what is wrong with it?
def drifted(reference: np.ndarray, batch: np.ndarray, bins: int = 10, threshold: float = 0.25) -> bool:
    """Whether the batch comes from another distribution than the reference, by the population stability index."""
    edges = np.histogram_bin_edges(reference, bins)
    expected = np.histogram(reference, edges)[0]
    found = np.histogram(batch, edges)[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = expected / expected.sum()
        found = found / found.sum()
        index = np.sum((found - expected) * np.log(found / expected))
    return bool(index > threshold)


# %% Test yourself
rng = np.random.default_rng(0)
celsius = rng.normal(20, 5, 2000)
assert drifted(celsius, celsius + 273.15)
assert not drifted(celsius, rng.normal(20, 5, 2000))
