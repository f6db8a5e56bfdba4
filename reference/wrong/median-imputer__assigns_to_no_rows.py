"""Assigns the median through ``loc`` even where no row is missing, which fails for integers with a fractional median.

fails: a whole-number column without gaps keeps its dtype
"""
from pandas.api.types import is_numeric_dtype


def impute_with_median(df, cols):
    result = df.copy()
    for name in cols:
        missing = result[name].isna()
        if not is_numeric_dtype(result[name].dtype):
            raise ValueError(f"{name} is not numeric")
        if missing.all():
            raise ValueError(f"{name} has no values")
        result.loc[missing, name] = result[name].median()
    return result
