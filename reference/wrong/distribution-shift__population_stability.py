"""Holds the population stability index against 0.2, whatever the sizes.

fails: few false alarms over many columns together
"""


def detect_shift(reference, batch, alpha=0.01):
    flagged = []
    for old, new in zip(reference.T, batch.T):
        edges = np.concatenate([[-np.inf], np.unique(np.quantile(old, np.linspace(0, 1, 11)[1:-1])), [np.inf]])
        a = np.histogram(old, edges)[0] / len(old) + 1e-4
        b = np.histogram(new, edges)[0] / len(new) + 1e-4
        flagged.append(bool(((b - a) * np.log(b / a)).sum() > 0.2))
    return np.array(flagged)
