"""Kolmogorov-Smirnov by column, with Holm's correction."""


def detect_shift(reference, batch, alpha=0.01):
    d = reference.shape[1]
    p = np.array([stats.ks_2samp(reference[:, j], batch[:, j], method="auto").pvalue for j in range(d)])
    flagged = np.zeros(d, dtype=bool)
    for rank, j in enumerate(np.argsort(p)):
        if p[j] > alpha / (d - rank):
            break
        flagged[j] = True
    return flagged
