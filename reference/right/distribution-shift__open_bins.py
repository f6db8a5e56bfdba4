"""Chi-square on bins made from both samples together, few enough for the counts, next to a Kolmogorov-Smirnov test."""


def column(old, new):
    distance = stats.ks_2samp(old, new).pvalue
    both = np.concatenate([old, new])
    few = max(2, min(10, min(len(old), len(new)) // 10))
    edges = np.unique(np.quantile(both, np.linspace(0, 1, few + 1)[1:-1]))
    table = np.array(
        [np.bincount(np.searchsorted(edges, side, side="left"), minlength=len(edges) + 1) for side in (old, new)]
    )
    table = table[:, table.sum(axis=0) > 0]
    if table.shape[1] < 2:
        return distance
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True) / table.sum()
    if expected.min() < 5:
        return distance
    return min(1.0, 2 * min(distance, stats.chi2_contingency(table).pvalue))


def detect_shift(reference, batch, alpha=0.01):
    d = reference.shape[1]
    return np.array([column(reference[:, j], batch[:, j]) < alpha / d for j in range(d)], dtype=bool)
