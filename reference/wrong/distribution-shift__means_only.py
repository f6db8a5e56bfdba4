"""Compares the means by a t test.

fails: another spread about the same mean
fails: another shape with the same mean and spread
"""


def detect_shift(reference, batch, alpha=0.01):
    p = np.array([stats.ttest_ind(old, new, equal_var=False).pvalue for old, new in zip(reference.T, batch.T)])
    return p <= alpha / len(p)
