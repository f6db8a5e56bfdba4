import numpy as np


def top_share(amounts, k):
    values = np.sort(np.asarray(amounts, dtype=float))[::-1]
    if (values < 0).any():
        raise ValueError("amounts are not negative")
    return float(values[:k].sum() / values.sum()) if values.sum() > 0 else 0.0
