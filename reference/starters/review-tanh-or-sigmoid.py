# %%
import numpy as np


# %% A colleague's code: what is wrong with it?
def kind_of(column: np.ndarray) -> str:
    """The shape of a column: "constant", "sigmoid" (0 to 1), "tanh" (-1 to 1), "exponential" (positive, skewed) or "linear"."""
    standardised = (column - column.mean()) / column.std()
    skewness = np.mean(standardised**3)
    low, high = column.min(), column.max()
    if -1 <= low and high <= 1:
        return "tanh"
    if 0 <= low and high <= 1:
        return "sigmoid"
    if low > 0 and skewness > 1:
        return "exponential"
    if np.all(column == 0):
        return "constant"
    return "linear"


# %% Test yourself
x = np.random.default_rng(0).normal(0, 2, 200)
assert kind_of(np.tanh(x)) == "tanh"
assert kind_of(1 / (1 + np.exp(-x))) == "sigmoid"
assert kind_of(np.full(200, 7.0)) == "constant"
