"""Compares means and spreads and takes the smaller p-value of two.

fails: another shape with the same mean and spread
"""


def detect_shift(reference, batch, alpha=0.01):
    p = np.array([2 * min(stats.mannwhitneyu(old, new).pvalue, stats.bartlett(old, new).pvalue) for old, new in zip(reference.T, batch.T)])
    return p <= alpha / len(p)
