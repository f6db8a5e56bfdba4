"""Compares histograms over the bins of the reference with a fixed threshold: it cries wolf, and an empty histogram gives nan.

fails: a sensor off the scale is flagged
fails: nothing has changed
"""


def detect_shift(reference, batch, alpha=0.01):
    flagged = []
    for old, new in zip(reference.T, batch.T):
        before, edges = np.histogram(old, bins=50, density=True)
        after, _ = np.histogram(new, bins=edges, density=True)
        flagged.append(bool(stats.entropy(before + 1e-10, after + 1e-10) > 0.1))
    return np.array(flagged)
