"""Flags a distance between the distribution functions of more than 0.1, whatever the sizes.

fails: few false alarms over many columns together
fails: alpha decides
"""


def detect_shift(reference, batch, alpha=0.01):
    p = np.array([stats.ks_2samp(old, new).statistic for old, new in zip(reference.T, batch.T)])
    return p > 0.1
