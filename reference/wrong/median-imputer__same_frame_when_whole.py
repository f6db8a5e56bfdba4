"""Hands the frame itself back when nothing is missing.

fails: the result is a frame of its own
"""
import pandas as pd


def impute_with_median(df, cols):
    gaps = [c for c in cols if df[c].isna().any()]
    if not gaps:
        return df
    out = df.copy()
    for col in gaps:
        if not pd.api.types.is_numeric_dtype(df[col]) or df[col].isna().all():
            raise ValueError(f"no median for {col}")
        out[col] = df[col].fillna(df[col].median())
    return out
