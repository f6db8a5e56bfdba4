"""Builds a new frame from the columns, with row labels and columns that have lost their names.

fails: rows and their labels stay as they were
"""

import pandas as pd
from pandas.api.types import is_numeric_dtype


def impute_with_median(df, cols):
    result = df.copy(deep=True)
    for name in cols:
        missing = result[name].isna()
        if not missing.any():
            continue
        if not is_numeric_dtype(result[name].dtype):
            raise ValueError(f"{name} is not numeric")
        if missing.all():
            raise ValueError(f"{name} has no values")
        result.loc[missing, name] = result.loc[~missing, name].median()
    return pd.DataFrame({c: result[c].array for c in df}, index=df.index.rename(None))
