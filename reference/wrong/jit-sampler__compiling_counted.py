"""Averages over all calls, the first one included, in which numba compiles.

fails: compare leaves compiling out
"""


def sample_vectorised(mean, root, n, seed):
    z = np.random.default_rng(seed).standard_normal((n, len(mean)))
    return mean + z @ root.T


@njit
def sample_compiled(mean, root, n, seed):
    np.random.seed(seed)
    d = len(mean)
    z = np.empty(d)
    rows = np.empty((n, d))
    for i in range(n):
        for j in range(d):
            z[j] = np.random.normal()
        for j in range(d):
            rows[i, j] = mean[j]
            for k in range(j + 1):
                rows[i, j] += root[j, k] * z[k]
    return rows


def compare(mean, root, n, repeats=5):
    mean_time = []
    for sampler in (sample_vectorised, sample_compiled):
        start = time.perf_counter()
        for seed in range(repeats):
            sampler(mean, root, n, seed)
        mean_time.append((time.perf_counter() - start) / repeats)
    return {"vectorised": mean_time[0], "compiled": mean_time[1], "ratio": mean_time[1] / mean_time[0]}
