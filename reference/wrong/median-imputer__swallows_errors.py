"""Skips a column whose median cannot be computed instead of raising.

fails: a column of words with a gap raises ValueError
"""
import pandas as pd


def impute_with_median(df, cols):
    out = df.copy()
    for col in cols:
        try:
            median = out[col].median()
        except TypeError:
            continue
        if out[col].isna().any() and pd.isna(median):
            raise ValueError(f"{col} has no values")
        if out[col].isna().any():
            out[col] = out[col].fillna(median)
    return out
