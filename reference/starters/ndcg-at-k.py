# %%
import numpy as np


# %%
def ndcg_at_k(grades: np.ndarray, scores: np.ndarray, k: int) -> float:
    """Return the normalised discounted cumulative gain of the first k documents of one query.

    grades holds the grade of each document, 0 for useless and more for better ones; scores what the model gave it, higher is better. A
    document of grade g on place p, counted from 1, adds (2**g - 1) / log2(p + 1). The sum over the first k places is divided by the
    sum that the best possible order would reach.
    """
    raise NotImplementedError


def mean_ndcg(queries: list[tuple[np.ndarray, np.ndarray]], k: int) -> float:
    """Return the mean over the queries, each a pair of grades and scores."""
    raise NotImplementedError


# %% Test yourself
grades, scores = np.array([0, 2, 1]), np.array([0.9, 0.5, 0.1])
reached = 3 / np.log2(3) + 1 / 2
assert np.isclose(ndcg_at_k(grades, scores, 3), reached / (3 + 1 / np.log2(3)))
assert ndcg_at_k(grades, np.array([0.1, 0.9, 0.5]), 3) == 1.0
assert ndcg_at_k(grades, scores, 1) == 0.0

# %% Test yourself: the mean
assert np.isclose(mean_ndcg([(grades, scores), (grades, -scores)], 1), 1 / 6)
