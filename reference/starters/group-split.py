# %%
import numpy as np


# %%
def group_split(
    y: np.ndarray, groups: np.ndarray, test_share: float, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Split the rows into training and test. Return the numbers of the rows of each, first those of the training rows.

    y holds 0 or 1 for each row, groups the name of the patient that the row belongs to.
    """
    raise NotImplementedError


# %% Test yourself
rng = np.random.default_rng(0)
groups = np.repeat([f"p{k}" for k in range(80)], rng.integers(1, 9, 80))
y = (rng.random(len(groups)) < 0.3).astype(int)
train, test = group_split(y, groups, 0.25, seed=1)
assert sorted([*train, *test]) == list(range(len(y)))
assert not set(groups[train]) & set(groups[test])
assert abs(len(test) / len(y) - 0.25) < 0.02 and abs(y[test].mean() - y.mean()) < 0.02
again = group_split(y, groups, 0.25, seed=1)
assert np.array_equal(again[0], train) and np.array_equal(again[1], test)
