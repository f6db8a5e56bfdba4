# %% Imports
import numpy as np
import pandas as pd


# %% Your function
def impute_with_median(df: pd.DataFrame, cols: list[str]) -> pd.DataFrame:
    """Return a copy of ``df`` in which every missing value in ``cols`` is the median of its column.

    Raises ValueError where a column has missing values and no median can be computed for it.
    """
    raise NotImplementedError


# %% Test yourself: these fail until the function is written; add your own below
frame = pd.DataFrame({"age": [30.0, np.nan, 50.0, 90.0], "visits": [1, 2, 3, 4], "town": ["A", None, "B", "A"]})
filled = impute_with_median(frame, ["age", "visits"])
assert filled["age"].tolist() == [30.0, 50.0, 50.0, 90.0]
assert filled["visits"].dtype == frame["visits"].dtype
assert frame["age"].isna().sum() == 1

try:
    impute_with_median(frame, ["town"])
except ValueError:
    pass
else:
    raise AssertionError("a column of words with a gap should raise ValueError")
