"""Lets the TypeError of a column of words through.

fails: a column of words with a gap raises ValueError
"""
import pandas as pd


def impute_with_median(df, cols):
    out = df.copy()
    for col in cols:
        if not out[col].isna().any():
            continue
        median = out[col].median()
        if pd.isna(median):
            raise ValueError(f"{col} has no values")
        out[col] = out[col].fillna(median)
    return out
