# %%
import numpy as np
import pandas as pd


# %%
def with_latest(labels: pd.DataFrame, log: pd.DataFrame, max_age: pd.Timedelta) -> pd.DataFrame:
    """Return labels with one more column at the end, value: the latest one of the same customer before the moment.

    labels has the columns customer and moment, and maybe others; log has customer, time and value, and maybe others. Where there
    is no value to use, the new column holds NaN.
    """
    raise NotImplementedError


# %% Test yourself
log = pd.DataFrame(
    {
        "customer": ["ana", "ana", "bo"],
        "time": pd.to_datetime(["2024-03-01 09:00", "2024-03-05 09:00", "2024-03-02 12:00"]),
        "value": [1.0, 2.0, 3.0],
    }
)
labels = pd.DataFrame(
    {
        "customer": ["bo", "ana", "ana", "cy"],
        "moment": pd.to_datetime(["2024-03-03", "2024-03-06", "2024-03-04", "2024-03-04"]),
        "left": [False, True, False, True],
    }
)
found = with_latest(labels, log, pd.Timedelta("10D"))
assert list(found.columns) == ["customer", "moment", "left", "value"]
assert found["value"].fillna(-1).tolist() == [3.0, 2.0, 1.0, -1]

# %% Test yourself: values grow old
assert with_latest(labels, log, pd.Timedelta("1D"))["value"].fillna(-1).tolist() == [3.0, 2.0, -1, -1]
