"""Brings both sides to mean zero and deviation one before it compares them.

fails: a sensor off the scale is flagged
"""


def detect_shift(reference, batch, alpha=0.01):
    p = np.array([stats.ks_2samp((old - old.mean()) / (old.std() + 1e-12), (new - new.mean()) / (new.std() + 1e-12)).pvalue for old, new in zip(reference.T, batch.T)])
    return p <= alpha / len(p)
