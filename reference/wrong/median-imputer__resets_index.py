"""Numbers the rows afresh.

fails: rows and their labels stay as they were
"""
import pandas as pd


def impute_with_median(df, cols):
    out = df.copy().reset_index(drop=True)
    for col in cols:
        if not out[col].isna().any():
            continue
        if not pd.api.types.is_numeric_dtype(out[col]) or out[col].isna().all():
            raise ValueError(f"no median for {col}")
        out[col] = out[col].fillna(out[col].median())
    return out
