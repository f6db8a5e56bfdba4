# %%
import numpy as np
from sklearn.mixture import GaussianMixture


# %%
class MixtureSampler:
    """A Gaussian mixture to draw from, with and without known coordinates."""

    def __init__(
        self,
        weights: np.ndarray | None = None,
        means: np.ndarray | None = None,
        covariances: np.ndarray | None = None,
    ) -> None:
        """Take the parameters of k components, shapes (k,), (k, d) and (k, d, d); without them, wait for fit."""
        raise NotImplementedError

    def fit(self, X: np.ndarray, n_components: int, random_state: int | None = None) -> "MixtureSampler":
        """Learn the parameters from the rows of X, shape (n, d). Return the sampler."""
        raise NotImplementedError

    def sample(self, n: int, random_state: int | None = None) -> np.ndarray:
        """Return n independent rows, shape (n, d). The same seed gives the same rows; None gives fresh ones."""
        raise NotImplementedError

    def conditional_weights(self, template: np.ndarray) -> np.ndarray:
        """Return the probability of each component, shape (k,), given the coordinates that are not NaN."""
        raise NotImplementedError

    def conditional_sample(self, template: np.ndarray, n: int, random_state: int | None = None) -> np.ndarray:
        """Return n rows, shape (n, d), that complete the template, shape (d,); known coordinates stay as they are."""
        raise NotImplementedError


# %% Test yourself
weights = np.array([0.3, 0.7])
means = np.array([[0.0, 0.0], [4.0, 1.0]])
covariances = np.array([[[1.0, 0.8], [0.8, 1.0]], [[0.5, -0.2], [-0.2, 0.4]]])
sampler = MixtureSampler(weights, means, covariances)
rows = sampler.sample(20_000, random_state=0)
assert rows.shape == (20_000, 2)
assert np.allclose(rows.mean(axis=0), weights @ means, atol=0.1)
assert abs(np.corrcoef(rows[:-1, 0], rows[1:, 0])[0, 1]) < 0.05
assert np.array_equal(rows, sampler.sample(20_000, random_state=0))

# %% Test yourself: conditional draws against the draws that happen to lie near
template = np.array([1.8, np.nan])
assert np.isclose(sampler.conditional_weights(template).sum(), 1.0)
filled = sampler.conditional_sample(template, 20_000, random_state=1)
many = sampler.sample(400_000, random_state=2)
near = many[abs(many[:, 0] - 1.8) < 0.05]
assert (filled[:, 0] == 1.8).all()
assert np.allclose(np.quantile(filled[:, 1], [0.1, 0.5, 0.9]), np.quantile(near[:, 1], [0.1, 0.5, 0.9]), atol=0.15)
