import numpy as np
from scipy import stats

UNDO = {
    "linear": (-np.inf, np.inf, lambda y: y),
    "tanh": (-1, 1, np.arctanh),
    "sigmoid": (0, 1, lambda y: np.log(y / (1 - y))),
    "exp": (0, np.inf, np.log),
}
"""The functions that can be undone: the ends of what they give, and the inverse."""
FOLD = {"sine": np.sin, "cosh": lambda u: np.cosh(u) - 1, "bell": lambda u: np.exp(-(u**2))}
"""Those that give one value for many u."""
NORMAL = 0.5
"""Of two thousand normal values skewness and excess kurtosis stay below this (about five standard errors)."""
NEAR = 0.06
"""How far the distribution functions of a column and of a folding function may lie apart."""


Z = stats.norm.ppf((np.arange(500) + 0.5) / 500)
GRID = [(mean, spread) for mean in np.arange(-0.6, 0.61, 0.1) for spread in np.geomspace(1.0, 2.4, 14)]
LAWS = {name: [np.sort(function(m + s * Z)) for m, s in GRID] for name, function in FOLD.items()}
LEVELS = (np.arange(200) + 0.5) / 200


def transformation_type(column):
    """Undo what can be undone and see whether a normal is left; what folds is compared with what it would give."""
    y = np.asarray(column, dtype=float)
    low, high = y.min(), y.max()
    if low == high:
        return "constant"
    off = {name: from_normal(undo(y)) for name, (least, most, undo) in UNDO.items() if least < low and high < most}
    best = min(off, key=off.get)
    if off[best] < NORMAL:
        return best
    apart = {name: distance(y, laws) for name, laws in LAWS.items()}
    best = min(apart, key=apart.get)
    return best if apart[best] < NEAR else "unknown"


def from_normal(values):
    return max(abs(stats.skew(values)), abs(stats.kurtosis(values)))


def distance(column, laws):
    """The least Kolmogorov-Smirnov distance between the column and one of the simulated laws."""
    quantiles = np.quantile(column, LEVELS)
    return min(abs(np.searchsorted(law, quantiles) / len(Z) - LEVELS).max() for law in laws)
