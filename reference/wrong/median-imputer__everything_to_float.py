"""Turns each named column into float64, integers and float32 included.

fails: a whole-number column without gaps keeps its dtype
fails: a filled column keeps its dtype
"""
import pandas as pd


def impute_with_median(df, cols):
    out = df.copy()
    for col in cols:
        try:
            values = out[col].astype("float64")
        except (TypeError, ValueError) as error:
            raise ValueError(f"no median for {col}") from error
        median = values.median()
        if pd.isna(median):
            raise ValueError(f"no median for {col}")
        out[col] = values.fillna(median)
    return out
