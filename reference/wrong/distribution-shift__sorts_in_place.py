"""Sorts the columns of the caller.

fails: a sensor off the scale is flagged
"""


def detect_shift(reference, batch, alpha=0.01):
    reference.sort(axis=0)
    batch.sort(axis=0)
    p = np.array([stats.ks_2samp(old, new).pvalue for old, new in zip(reference.T, batch.T)])
    return p <= alpha / len(p)
