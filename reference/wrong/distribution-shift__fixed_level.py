"""Works at one per cent whatever alpha is.

fails: alpha decides
"""


def detect_shift(reference, batch, alpha=0.01):
    p = np.array([stats.ks_2samp(old, new).pvalue for old, new in zip(reference.T, batch.T)])
    return p <= 0.01 / len(p)
