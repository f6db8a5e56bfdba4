"""Compares a random half of the rows, so that the same input gives different answers.

fails: the same input gives the same answer
"""


def detect_shift(reference, batch, alpha=0.01):
    p = np.array([stats.ks_2samp(np.random.permutation(old)[: len(old) // 2], np.random.permutation(new)[: len(new) // 2]).pvalue for old, new in zip(reference.T, batch.T)])
    return p <= alpha / len(p)
