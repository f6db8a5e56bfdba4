import numpy as np
from scipy import stats


def detect_shift(reference, batch, alpha=0.01):
    """Two-sample Kolmogorov-Smirnov tests, one a column, with Bonferroni's correction."""
    p = np.array([stats.ks_2samp(old, new).pvalue for old, new in zip(reference.T, batch.T, strict=True)])
    return p <= alpha / len(p)
