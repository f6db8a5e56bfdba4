"""Uses the Cramer-von Mises test, whose p-values do not hold where many values are equal.

fails: columns that are or were constant
"""


def detect_shift(reference, batch, alpha=0.01):
    p = np.array([stats.cramervonmises_2samp(old, new).pvalue for old, new in zip(reference.T, batch.T)])
    return p <= alpha / len(p)
