"""Fills the array with normals first and mixes each row from its end, in place; the median of the times."""


def sample_vectorised(mean, root, n, seed):
    rng = np.random.Generator(np.random.MT19937(seed))
    return np.einsum("ij,kj->ik", rng.normal(size=(n, mean.size)), root) + mean


@njit
def sample_compiled(mean, root, n, seed):
    np.random.seed(seed)
    rows = np.random.standard_normal((n, mean.size))
    for i in range(n):
        for j in range(mean.size - 1, -1, -1):
            rows[i, j] *= root[j, j]
            for k in range(j):
                rows[i, j] += root[j, k] * rows[i, k]
            rows[i, j] += mean[j]
    return rows


def seconds(sampler, *arguments):
    start = time.perf_counter()
    sampler(*arguments)
    return time.perf_counter() - start


def compare(mean, root, n, repeats=5):
    told = {}
    for name, sampler in (("vectorised", sample_vectorised), ("compiled", sample_compiled)):
        sampler(mean, root, 1, 0)
        told[name] = float(np.median([seconds(sampler, mean, root, n, 1) for _ in range(repeats)]))
    told["ratio"] = told["compiled"] / told["vectorised"]
    return told
