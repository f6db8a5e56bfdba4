"""Returns only the named columns.

fails: columns that are not named are left alone
"""
import pandas as pd


def impute_with_median(df, cols):
    out = df[cols].copy()
    for col in cols:
        if not out[col].isna().any():
            continue
        try:
            median = out[col].median()
        except TypeError as error:
            raise ValueError(f"no median for {col}") from error
        if pd.isna(median):
            raise ValueError(f"no median for {col}")
        out[col] = out[col].fillna(median)
    return out
