"""The distance of the empirical distribution functions by hand, held against the bound of Dvoretzky, Kiefer and Wolfowitz."""


def detect_shift(reference, batch, alpha=0.01):
    n, m = len(reference), len(batch)
    columns = reference.shape[1]
    bound = np.sqrt(-np.log(alpha / columns / 2) / 2 * (n + m) / (n * m))
    flagged = []
    for old, new in zip(reference.T, batch.T):
        points = np.unique(np.concatenate([old, new]))
        below_old = np.searchsorted(np.sort(old), points, side="right") / n
        below_new = np.searchsorted(np.sort(new), points, side="right") / m
        flagged.append(bool(np.max(np.abs(below_old - below_new)) > bound))
    return np.array(flagged)
