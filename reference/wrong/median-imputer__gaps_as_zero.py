"""Counts the gaps as zeros when it computes the median.

fails: missing values become their column's median
"""
import pandas as pd


def impute_with_median(df, cols):
    out = df.copy()
    for col in cols:
        if not df[col].isna().any():
            continue
        if not pd.api.types.is_numeric_dtype(df[col]) or df[col].isna().all():
            raise ValueError(f"no median for {col}")
        out[col] = df[col].fillna(df[col].fillna(0).median())
    return out
