import pandas as pd


def impute_with_median(df: pd.DataFrame, cols: list[str]) -> pd.DataFrame:
    gaps = [c for c in cols if df[c].isna().any()]
    try:
        medians = {c: df[c].median() for c in gaps}
    except TypeError:
        raise ValueError("the median needs numeric columns")
    if any(pd.isna(m) for m in medians.values()):
        raise ValueError("a column is missing throughout")
    return df.fillna(medians)
