"""Drops the rows with gaps instead of filling them.

fails: missing values become their column's median
fails: rows and their labels stay as they were
"""
import pandas as pd


def impute_with_median(df, cols):
    for col in cols:
        if df[col].isna().any() and not pd.api.types.is_numeric_dtype(df[col]):
            raise ValueError(f"{col} is not numeric")
        if df[col].isna().all():
            raise ValueError(f"{col} is empty")
    return df.dropna(subset=cols)
