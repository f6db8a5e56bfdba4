"""Flags the columns with large p-values.

fails: nothing has changed
"""


def detect_shift(reference, batch, alpha=0.01):
    p = np.array([stats.ks_2samp(old, new).pvalue for old, new in zip(reference.T, batch.T)])
    return p > alpha / len(p)
