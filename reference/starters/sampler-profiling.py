# %%
import cProfile
import pstats

import numpy as np


# %% The sampler: right, but slow
class MeasurementSampler:
    """Draws rows from a Gaussian fitted to measurements, and fills gaps by draws given the other values of the row."""

    def fit(self, X: np.ndarray) -> "MeasurementSampler":
        """Learn the mean and the covariance of complete rows, shape (n, d). Return the sampler."""
        n, d = X.shape
        self.mean = np.zeros(d)
        for j in range(d):
            self.mean[j] = np.sum(X[:, j]) / n
        self.covariance = np.zeros((d, d))
        for a in range(d):
            for b in range(d):
                self.covariance[a, b] = np.sum((X[:, a] - self.mean[a]) * (X[:, b] - self.mean[b])) / (n - 1)
        return self

    def sample(self, n: int, random_state: int | None = None) -> np.ndarray:
        """Return n independent rows, shape (n, d). The same seed gives the same rows; None gives fresh ones."""
        rng = np.random.default_rng(random_state)
        rows = np.empty((0, len(self.mean)))
        for _ in range(n):
            rows = np.vstack([rows, self.draw(self.mean, self.covariance, rng)])
        return rows

    def impute(self, X: np.ndarray, random_state: int | None = None) -> np.ndarray:
        """Return a copy of X, shape (n, d), with each NaN drawn given the known values of its row."""
        rng = np.random.default_rng(random_state)
        filled = []
        for row in X:
            filled.append(self.fill(row, rng))
        return np.array(filled)

    def fill(self, row: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        d = len(row)
        unknown = [j for j in range(d) if np.isnan(row[j])]
        known = [j for j in range(d) if not np.isnan(row[j])]
        centre = self.mean[unknown]
        left = self.covariance[np.ix_(unknown, unknown)]
        if known:
            inverse = np.linalg.inv(self.covariance[np.ix_(known, known)])
            across = self.covariance[np.ix_(unknown, known)]
            centre = centre + across @ inverse @ (row[known] - self.mean[known])
            left = left - across @ inverse @ across.T
        full = row.copy()
        full[unknown] = self.draw(centre, left, rng)
        return full

    def draw(self, mean: np.ndarray, covariance: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        factor = np.linalg.cholesky(covariance)
        noise = [rng.standard_normal() for _ in range(len(mean))]
        return np.array([mean[a] + sum(factor[a, b] * noise[b] for b in range(a + 1)) for a in range(len(mean))])


# %% A day's work in small, and where its time goes
def workload() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Fit once, draw some rows, and fill a table in which a few patterns of gaps come back again and again."""
    rng = np.random.default_rng(7)
    history = rng.standard_normal((500, 1)) + 0.7 * rng.standard_normal((500, 8))
    table = history[:200].copy()
    patterns = rng.random((6, 8)) < 0.4
    table[patterns[rng.integers(0, 6, 200)]] = np.nan
    sampler = MeasurementSampler().fit(history)
    return table, sampler.sample(400, random_state=1), sampler.impute(table, random_state=2)


if __name__ == "__main__":
    with cProfile.Profile() as profile:
        workload()
    pstats.Stats(profile).sort_stats("cumulative").print_stats(12)

# %% Test yourself: a faster version must still pass these
table, rows, filled = workload()
assert rows.shape == (400, 8)
assert not np.isnan(filled).any()
assert np.array_equal(filled[~np.isnan(table)], table[~np.isnan(table)])
assert np.isnan(table).any()
assert np.allclose(rows.mean(axis=0), 0, atol=0.35)
assert np.allclose(np.cov(rows.T), 1 + 0.49 * np.eye(8), atol=0.55)
