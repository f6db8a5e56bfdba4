"""One well-chosen number and no fitting beyond a logistic curve; bootstrap of ranks."""

import numpy as np
import pandas as pd
from scipy.stats import rankdata
from sklearn.linear_model import LogisticRegression


def features(events, cutoff):
    past = events[events.time.lt(cutoff)]
    stats = past.groupby("customer").time.agg(["min", "max", "count"])
    since = (cutoff - stats["max"]).dt.total_seconds()
    span = (cutoff - stats["min"]).dt.total_seconds()
    return pd.DataFrame({"a": np.log(since + 3600), "b": np.log(span / stats["count"] + 3600)})


def churned(events, customers, cutoff, horizon_days):
    ahead = events[events.time.between(cutoff, cutoff + pd.Timedelta(days=horizon_days), inclusive="left")]
    return pd.Series(1, index=customers).where(~customers.isin(ahead.customer), 0)


def auc(y, s):
    ranks = rankdata(s)
    m = y.sum()
    return (ranks[y == 1].sum() - m * (m + 1) / 2) / (m * (len(y) - m))


def churn_pipeline(events, train_cutoff, test_cutoff, horizon_days):
    if train_cutoff + pd.Timedelta(horizon_days, "D") > test_cutoff:
        raise ValueError("leak")
    train, test = features(events, train_cutoff), features(events, test_cutoff)
    model = LogisticRegression().fit(train, churned(events, train.index, train_cutoff, horizon_days))
    scores = pd.Series(model.decision_function(test), test.index)
    y, s = churned(events, test.index, test_cutoff, horizon_days).to_numpy(), scores.to_numpy()
    rng = np.random.default_rng(3)
    picks = rng.integers(0, len(y), (500, len(y)))
    low, high = np.nanpercentile([auc(y[p], s[p]) for p in picks], [2.5, 97.5])
    return {"scores": scores, "auc": auc(y, s), "low": low, "high": high}
