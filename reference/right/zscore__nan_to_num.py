import numpy as np


def zscore(x: np.ndarray) -> np.ndarray:
    mu, sigma = x.mean(), np.sqrt(np.var(x))
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (x - mu) / sigma
    return np.nan_to_num(z)
