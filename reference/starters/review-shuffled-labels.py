# %%
import numpy as np


# %% A colleague's code: what is wrong with it?
def split(X: np.ndarray, y: np.ndarray, seed: int, share: float = 0.25):
    """X_train, X_test, y_train, y_test, with a random share of the rows in the test part."""
    rng = np.random.default_rng(seed)
    X = rng.permutation(X)
    y = rng.permutation(y)
    n_test = round(share * len(X))
    return X[n_test:], X[:n_test], y[n_test:], y[:n_test]


def repeated_scores(X: np.ndarray, y: np.ndarray, score, repeats: int, seed: int) -> list:
    """What ``score`` gives for each of ``repeats`` random splits."""
    return [score(*split(X, y, seed)) for _ in range(repeats)]


# %% Test yourself
X = np.arange(40.0).reshape(20, 2)
y = X[:, 0] * 10
X_train, X_test, y_train, y_test = split(X, y, seed=1)
assert np.all(y_train == X_train[:, 0] * 10) and np.all(y_test == X_test[:, 0] * 10)
means = repeated_scores(X, y, lambda X_train, X_test, y_train, y_test: y_test.mean(), 5, seed=1)
assert len(set(means)) > 1
