"""Leaves the decorator out.

fails: sample_compiled is compiled, for one thread
"""


def sample_vectorised(mean, root, n, seed):
    z = np.random.default_rng(seed).standard_normal((n, len(mean)))
    return mean + z @ root.T


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
    best = []
    for sampler in (sample_vectorised, sample_compiled):
        sampler(mean, root, n, 0)
        times = []
        for seed in range(repeats):
            start = time.perf_counter()
            sampler(mean, root, n, seed)
            times.append(time.perf_counter() - start)
        best.append(min(times))
    return {"vectorised": best[0], "compiled": best[1], "ratio": best[1] / best[0]}
