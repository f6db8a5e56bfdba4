"""A logistic regression in which one of the features says whether a customer came only once."""

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

DAY = pd.Timedelta(days=1)


def features(events, cutoff):
    past = events[events["time"] < cutoff]
    groups = past.groupby("customer")
    first, last, count = groups["time"].min(), groups["time"].max(), groups.size()
    recency = (cutoff - last) / DAY
    gap = (cutoff - first) / DAY / count
    recent = past[past["time"] >= cutoff - 30 * DAY].groupby("customer").size().reindex(count.index, fill_value=0)
    return pd.DataFrame(
        {
            "r": np.log1p(recency),
            "g": np.log1p(gap),
            "o": np.log1p(recency / gap),
            "n": np.log1p(recent),
            "once": count == 1,
        }
    )


def churned(events, customers, cutoff, horizon_days):
    inside = events["time"].between(cutoff, cutoff + horizon_days * DAY, inclusive="left")
    return pd.Series((~customers.isin(events.loc[inside, "customer"])).astype(int), index=customers)


def churn_pipeline(events, train_cutoff, test_cutoff, horizon_days):
    if train_cutoff + horizon_days * DAY > test_cutoff:
        raise ValueError("too close")
    train, test = features(events, train_cutoff), features(events, test_cutoff)
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(
        train, churned(events, train.index, train_cutoff, horizon_days)
    )
    scores = pd.Series(model.predict_proba(test)[:, 1], index=test.index)
    truth = churned(events, test.index, test_cutoff, horizon_days)
    rng = np.random.default_rng(0)
    draws = []
    t, s = truth.to_numpy(), scores.to_numpy()
    for _ in range(200):
        i = rng.integers(0, len(t), len(t))
        if 0 < t[i].sum() < len(i):
            draws.append(roc_auc_score(t[i], s[i]))
    low, high = np.quantile(draws, [0.025, 0.975])
    return {"scores": scores, "auc": roc_auc_score(truth, scores), "low": low, "high": high}
