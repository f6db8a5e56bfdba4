"""Refuses training labels that end exactly at the test cutoff.

fails: training labels may end at the test cutoff
"""

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

DAY = pd.Timedelta(days=1)


def features(events, cutoff):
    past = events[events["time"] < cutoff]
    groups = past.groupby("customer")
    first, last, count = groups["time"].min(), groups["time"].max(), groups.size()
    since_last = (cutoff - last) / DAY
    gap = (cutoff - first) / DAY / count
    recent = past[past["time"] >= cutoff - 30 * DAY].groupby("customer").size()
    found = pd.DataFrame(
        {
            "log_since_last": np.log1p(since_last),
            "log_gap": np.log1p(gap),
            "overdue": np.log1p(since_last / gap),
            "log_recent": np.log1p(recent.reindex(count.index, fill_value=0)),
            "mean_amount": groups["amount"].mean(),
        }
    )
    return found.sort_index()


def churned(events, customers, cutoff, horizon_days):
    inside = (events["time"] >= cutoff) & (events["time"] < cutoff + horizon_days * DAY)
    active = events.loc[inside, "customer"].unique()
    return pd.Series((~customers.isin(active)).astype(int), index=customers)


def area_and_error(truth, scores):
    """The area under the ROC curve and its standard error (DeLong, DeLong and Clarke-Pearson, 1988)."""
    leavers, stayers = scores[truth == 1], scores[truth == 0]
    wins = (leavers[:, None] > stayers) + 0.5 * (leavers[:, None] == stayers)
    variance = wins.mean(axis=1).var(ddof=1) / len(leavers) + wins.mean(axis=0).var(ddof=1) / len(stayers)
    return wins.mean(), np.sqrt(variance)


def churn_pipeline(events, train_cutoff, test_cutoff, horizon_days):
    if train_cutoff + horizon_days * DAY >= test_cutoff:
        raise ValueError("the horizon of the training labels must end before the test cutoff")
    train, test = features(events, train_cutoff), features(events, test_cutoff)
    model = make_pipeline(StandardScaler(), LogisticRegression())
    model.fit(train, churned(events, train.index, train_cutoff, horizon_days))
    scores = pd.Series(model.predict_proba(test)[:, 1], index=test.index)
    truth = churned(events, test.index, test_cutoff, horizon_days)
    area, error = area_and_error(truth.to_numpy(), scores.to_numpy())
    low, high = area - 1.96 * error, min(1.0, area + 1.96 * error)
    return {"scores": scores, "auc": float(area), "low": float(low), "high": float(high)}
