# %%
import numpy as np


# %% A colleague's code: what is wrong with it?
def stratified_batches(groups: np.ndarray, n_batches: int, rng: np.random.Generator) -> list[np.ndarray]:
    """All rows in ``n_batches`` random batches, each with the same share of every group."""
    size = len(groups) // n_batches
    return [rng.choice(len(groups), size) for _ in range(n_batches)]


def rmse_over(batches: list[np.ndarray], y: np.ndarray, predicted: np.ndarray) -> float:
    """The root of the mean squared error over all rows of the batches."""
    scores = [np.sqrt(np.mean((y[rows] - predicted[rows]) ** 2)) for rows in batches]
    return float(np.mean(scores))


# %% Test yourself
groups = np.array(["new"] * 4 + ["old"] * 20)
batches = stratified_batches(groups, 4, np.random.default_rng(0))
assert sorted(np.concatenate(batches)) == list(range(24))
assert [sum(groups[rows] == "new") for rows in batches] == [1, 1, 1, 1]
y, predicted = np.zeros(10), np.array([1.0] * 9 + [10.0])
assert np.isclose(rmse_over([np.arange(9), np.array([9])], y, predicted), np.sqrt(10.9))
