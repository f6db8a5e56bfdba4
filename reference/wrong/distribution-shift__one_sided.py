"""Looks in one direction only.

fails: columns that moved a little
"""


def detect_shift(reference, batch, alpha=0.01):
    p = np.array([stats.ks_2samp(old, new, alternative="greater").pvalue for old, new in zip(reference.T, batch.T)])
    return p <= alpha / len(p)
