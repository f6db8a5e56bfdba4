"""Returns a column that is missing throughout as it is, without an error.

fails: a column that is missing throughout raises ValueError
"""


def impute_with_median(df, cols):
    out = df.copy()
    for col in cols:
        if not out[col].isna().any():
            continue
        try:
            median = out[col].median()
        except TypeError as error:
            raise ValueError(f"no median for {col}") from error
        out[col] = out[col].fillna(median)
    return out
