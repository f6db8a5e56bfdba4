# %%
import numpy as np


# %% A colleague's code: what is wrong with it?
def encode_training(categories: np.ndarray, target: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """Each row's category as the mean of the target over the other folds, or their overall mean where it is not there."""
    overall = target.mean()
    encoded = np.empty(len(target))
    for fold in np.unique(folds):
        here = folds == fold
        means = {c: target[categories == c].mean() for c in np.unique(categories[~here])}
        encoded[here] = [means.get(c, overall) for c in categories[here]]
    return encoded


# %% Test yourself
merchants = np.array(["a", "a", "a", "b"])
fraud = np.array([1.0, 0.0, 0.0, 0.0])
folds = np.array([0, 0, 1, 1])
assert np.allclose(encode_training(merchants, fraud, folds), [0.0, 0.0, 0.5, 0.5])
