"""Takes the last value of each time with groupby, which skips missing ones.

fails: a latest value that is missing stays missing
"""

import numpy as np
import pandas as pd


def with_latest(labels, log, max_age):
    newest = log.groupby(["customer", "time"], as_index=False, sort=False)["value"].last()
    newest = newest.sort_values("time")
    left = labels[["customer", "moment"]].assign(row=np.arange(len(labels))).sort_values("moment")
    found = pd.merge_asof(left, newest, left_on="moment", right_on="time", by="customer", tolerance=max_age, allow_exact_matches=False)
    return labels.assign(value=found.sort_values("row")["value"].to_numpy())
