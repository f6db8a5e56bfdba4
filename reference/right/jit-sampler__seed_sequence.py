"""A seed sequence for NumPy, and the polar method by hand for the compiled rows."""


def sample_vectorised(mean, root, n, seed):
    rng = np.random.default_rng(np.random.SeedSequence(seed))
    rows = rng.standard_normal((n, len(mean))).dot(root.T)
    rows += mean
    return rows


@njit
def two_normals():
    while True:
        a, b = 2 * np.random.random() - 1, 2 * np.random.random() - 1
        s = a * a + b * b
        if 0 < s < 1:
            f = np.sqrt(-2 * np.log(s) / s)
            return a * f, b * f


@njit
def sample_compiled(mean, root, n, seed):
    np.random.seed(seed)
    d = len(mean)
    rows = np.zeros((n, d))
    z = np.zeros(d + 1)
    for i in range(n):
        for j in range(0, d, 2):
            z[j], z[j + 1] = two_normals()
        for j in range(d):
            s = 0.0
            for k in range(d):
                s += root[j, k] * z[k]
            rows[i, j] = s + mean[j]
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
