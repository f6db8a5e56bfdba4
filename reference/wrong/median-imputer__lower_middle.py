"""Takes the lower of the two middle values where their count is even.

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
        known = sorted(df[col].dropna())
        out[col] = df[col].fillna(known[(len(known) - 1) // 2])
    return out
