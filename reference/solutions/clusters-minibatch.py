import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import pairwise_distances_argmin

SAMPLE = 3000
"""Rows that k-means learns from."""


class Tally:
    """Counts, shifts from the centroids and squares of the rows so far: enough for the index, and they add up."""

    def __init__(self, centroids):
        self.centroids = centroids
        self.middle = centroids.mean(axis=0)
        self.count = np.zeros(len(centroids))
        self.moved = np.zeros(centroids.shape)
        self.squares = 0.0

    def add(self, chunk):
        """Takes in the rows of a chunk. Measured from the centroids, they stay small wherever the data lies."""
        nearest = pairwise_distances_argmin(chunk - self.middle, self.centroids - self.middle)
        away = chunk - self.centroids[nearest]
        self.count += np.bincount(nearest, minlength=len(self.count))
        np.add.at(self.moved, nearest, away)
        self.squares += (away**2).sum()

    def score(self):
        """The index of Calinski and Harabasz (1974) over the clusters that have rows."""
        held = self.count > 0
        count = self.count[held, None]
        shift = self.moved[held] / count
        within = self.squares - (count * shift**2).sum()
        means = self.centroids[held] + shift
        n, k = count.sum(), len(means)
        between = (count * (means - (count * means).sum(axis=0) / n) ** 2).sum()
        return float(between / (k - 1) / (within / (n - k)))


def score_chunks(read, centroids):
    """Exact, in one pass."""
    tally = Tally(centroids)
    for chunk in read():
        tally.add(chunk)
    return tally.score()


def evaluate_chunks(read, ks, random_state=None):
    """Two passes, whatever the number of ks: one for a sample that k-means learns from, one for all scores."""
    sample = uniform_sample(read, np.random.default_rng(random_state))
    tallies = {k: Tally(KMeans(k, n_init=5, random_state=random_state).fit(sample).cluster_centers_) for k in ks}
    for chunk in read():
        for tally in tallies.values():
            tally.add(chunk)
    return {k: tally.score() for k, tally in tallies.items()}


def uniform_sample(read, rng):
    """Rows drawn without replacement from the whole data: those with the smallest of random keys."""
    rows, keys = None, None
    for chunk in read():
        new = rng.random(len(chunk))
        rows = chunk if rows is None else np.concatenate([rows, chunk])
        keys = new if keys is None else np.concatenate([keys, new])
        if len(rows) > SAMPLE:
            smallest = np.argsort(keys)[:SAMPLE]
            rows, keys = rows[smallest], keys[smallest]
    return rows
