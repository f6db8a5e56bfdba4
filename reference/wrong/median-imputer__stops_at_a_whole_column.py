"""Leaves at the first named column that has no gaps.

fails: missing values become their column's median
"""
import pandas as pd


def impute_with_median(df, cols):
    out = df.copy()
    for col in cols:
        if not out[col].isna().any():
            return out
        if not pd.api.types.is_numeric_dtype(out[col]) or out[col].isna().all():
            raise ValueError(f"{col} has no median")
        out[col] = out[col].fillna(out[col].median())
    return out
