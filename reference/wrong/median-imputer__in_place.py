"""Fills the frame that was passed in instead of a copy.

fails: the frame passed in stays as it was
fails: the result is a frame of its own
"""
import pandas as pd


def impute_with_median(df, cols):
    for col in cols:
        if df[col].isna().any():
            try:
                median = df[col].median()
            except TypeError as error:
                raise ValueError(f"no median for {col}") from error
            if pd.isna(median):
                raise ValueError(f"no median for {col}")
            df[col] = df[col].fillna(median)
    return df
