"""Tests the counts in the bins of the reference and drops what lies outside.

fails: rows beyond the range of the reference
"""


def detect_shift(reference, batch, alpha=0.01):
    flagged = []
    for old, new in zip(reference.T, batch.T):
        before, edges = np.histogram(old, bins=5)
        after, _ = np.histogram(new, bins=edges)
        table = np.array([before, after])
        table = table[:, table.min(axis=0) > 0]
        p = stats.chi2_contingency(table).pvalue if table.shape[1] > 1 else 1.0
        flagged.append(p <= alpha / reference.shape[1])
    return np.array(flagged)
