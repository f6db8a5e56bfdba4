import numpy as np
import pandas as pd


def _median(column: pd.Series) -> float:
    try:
        values = column.dropna().to_numpy(dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"cannot compute a median of {column.name}") from None
    if values.size == 0:
        raise ValueError(f"{column.name} is empty apart from gaps")
    return float(np.median(values))


def impute_with_median(df: pd.DataFrame, cols: list[str]) -> pd.DataFrame:
    filled = {}
    for c in cols:
        if df[c].hasnans:
            m = _median(df[c])
            filled[c] = pd.Series(
                [m if gap else v for v, gap in zip(df[c], df[c].isna())], index=df.index, dtype=df[c].dtype
            )
    return df.assign(**filled)
