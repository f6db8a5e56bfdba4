"""Draws the sample and starts k-means without the seed.

fails: the same seed gives the same scores
"""

SAMPLE = 200


class Tally:

    def __init__(self, centroids):
        self.centroids = np.asarray(centroids, dtype=float)
        self.middle = self.centroids.mean(axis=0)
        self.count = np.zeros(len(self.centroids))
        self.moved = np.zeros_like(self.centroids)
        self.squares = 0.0

    def add(self, chunk):
        rows = np.asarray(chunk, dtype=float)
        nearest = pairwise_distances_argmin(rows - self.middle, self.centroids - self.middle)
        away = rows - self.centroids[nearest]
        self.count += np.bincount(nearest, minlength=len(self.count))
        np.add.at(self.moved, nearest, away)
        self.squares += float((away**2).sum())

    def score(self):
        held = self.count > 0
        count = self.count[held, None]
        shift = self.moved[held] / count
        within = self.squares - (count * shift**2).sum()
        means = self.centroids[held] - self.middle + shift
        n, k = count.sum(), len(means)
        between = (count * (means - (count * means).sum(axis=0) / n) ** 2).sum()
        return float(between / (k - 1) / (within / (n - k)))


def score_chunks(read, centroids):
    tally = Tally(centroids)
    for chunk in read():
        tally.add(chunk)
    return tally.score()


def evaluate_chunks(read, ks, random_state=None):
    sample = uniform_sample(read, np.random.default_rng())
    tallies = {k: Tally(KMeans(k, n_init=5, random_state=None).fit(sample).cluster_centers_) for k in ks}
    for chunk in read():
        for tally in tallies.values():
            tally.add(chunk)
    return {k: tally.score() for k, tally in tallies.items()}


def uniform_sample(read, rng):
    rows, keys = None, None
    for chunk in read():
        new = rng.random(len(chunk))
        rows = np.array(chunk, dtype=float) if rows is None else np.concatenate([rows, chunk])
        keys = new if keys is None else np.concatenate([keys, new])
        if len(rows) > SAMPLE:
            smallest = np.argpartition(keys, SAMPLE)[:SAMPLE]
            rows, keys = rows[smallest], keys[smallest]
    return rows
