"""The best of timeit, and a compiled loop that adds one normal at a time to all that it reaches."""

import timeit


def sample_vectorised(mean, root, n, seed):
    z = np.random.default_rng(seed).standard_normal((n, len(mean)))
    return mean + z @ root.T


@njit(fastmath=True)
def sample_compiled(mean, root, n, seed):
    np.random.seed(seed)
    d = mean.shape[0]
    rows = np.empty((n, d))
    for i in range(n):
        row = rows[i]
        for j in range(d):
            row[j] = mean[j]
        for k in range(d):
            z = np.random.randn()
            for j in range(k, d):
                row[j] += root[j, k] * z
    return rows


def compare(mean, root, n, repeats=5):
    sample_compiled(mean, root, 2, 0)
    vectorised = min(timeit.repeat(lambda: sample_vectorised(mean, root, n, 3), number=1, repeat=repeats))
    compiled = min(timeit.repeat(lambda: sample_compiled(mean, root, n, 3), number=1, repeat=repeats))
    return dict(vectorised=vectorised, compiled=compiled, ratio=compiled / vectorised)
