# %%
import numpy as np


# %%
class FastSampler:
    """A Gaussian with full covariance: fitted once, then drawn from many thousand times."""

    def fit(self, X: np.ndarray) -> "FastSampler":
        """Learn the mean and the covariance of the rows of X, shape (n, d). Return the sampler."""
        raise NotImplementedError

    def sample(self, n: int, random_state: int | None = None) -> np.ndarray:
        """Return n independent rows, shape (n, d). The same seed gives the same rows; None gives fresh ones."""
        raise NotImplementedError

    def conditional_sample(self, template: np.ndarray, n: int, random_state: int | None = None) -> np.ndarray:
        """Return n rows, shape (n, d), that complete the template, shape (d,).

        Coordinates that are NaN in the template are drawn given the others; the others come back as they are.
        """
        raise NotImplementedError


# %% Test yourself
rng = np.random.default_rng(1)
data = rng.standard_normal((500, 3)) @ np.array([[1.0, 0.9, 0.0], [0.0, 0.5, 0.7], [0.0, 0.0, 0.6]]) + [1, 2, 3]
sampler = FastSampler()
sampler.fit(data)
rows = sampler.sample(20_000, random_state=0)
assert rows.shape == (20_000, 3)
assert np.allclose(rows.mean(axis=0), data.mean(axis=0), atol=0.05)
assert np.allclose(np.cov(rows.T), np.cov(data.T), atol=0.06)
assert np.array_equal(rows, sampler.sample(20_000, random_state=0))

# %% Test yourself: conditional draws
filled = sampler.conditional_sample(np.array([2.0, np.nan, np.nan]), 20_000, random_state=0)
assert (filled[:, 0] == 2.0).all()
near = data[abs(data[:, 0] - 2.0) < 0.3]
assert np.allclose(filled.mean(axis=0), near.mean(axis=0), atol=0.4)
assert filled[:, 1].std() < rows[:, 1].std()
