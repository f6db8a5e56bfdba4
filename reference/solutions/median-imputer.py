import pandas as pd


def impute_with_median(df: pd.DataFrame, cols: list[str]) -> pd.DataFrame:
    """Return a copy of ``df`` in which every missing value in ``cols`` is the median of its column.

    Raises ValueError where a column has missing values and no median can be computed for it.
    """
    out = df.copy()
    for col in cols:
        if not df[col].isna().any():
            continue
        try:
            median = df[col].median()
        except TypeError as error:
            raise ValueError(f"column {col!r} has missing values but no median: {error}") from error
        if pd.isna(median):
            raise ValueError(f"column {col!r} holds nothing but missing values, so it has no median")
        out[col] = df[col].fillna(median)
    return out
