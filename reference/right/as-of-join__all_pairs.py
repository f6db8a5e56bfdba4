import numpy as np


def with_latest(labels, log, max_age):
    """All pairs of a label and an earlier row of its customer, of which the last one is kept."""
    left = labels[["customer", "moment"]].assign(label=np.arange(len(labels)))
    right = log[["customer", "time", "value"]].assign(position=np.arange(len(log)))
    pairs = left.merge(right, on="customer")
    pairs = pairs[(pairs["time"] < pairs["moment"]) & (pairs["time"] >= pairs["moment"] - max_age)]
    last = pairs.sort_values(["time", "position"]).drop_duplicates("label", keep="last").set_index("label")
    result = labels.copy()
    result["value"] = last["value"].reindex(range(len(labels))).to_numpy(dtype=float)
    return result
