"""Compares the places by a rank-sum test.

fails: another spread about the same mean
"""


def detect_shift(reference, batch, alpha=0.01):
    p = np.array([stats.mannwhitneyu(old, new).pvalue for old, new in zip(reference.T, batch.T)])
    return p <= alpha / len(p)
