"""Gradient boosting, and the interval of Hanley and McNeil (1982)."""

import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score


def features(events, cutoff):
    rows = {}
    for customer, mine in events[events["time"] < cutoff].groupby("customer"):
        ages = np.sort((cutoff - mine["time"]).dt.total_seconds().to_numpy() / 86400)
        gap = ages[-1] / len(ages)
        rows[customer] = [ages[0], gap, ages[0] / (gap + 0.1), len(ages), mine["amount"].median()]
    return pd.DataFrame.from_dict(rows, orient="index", columns=["recency", "gap", "ratio", "n", "amount"])


def churned(events, customers, cutoff, horizon_days):
    days = (events["time"] - cutoff).dt.total_seconds() / 86400
    active = set(events.loc[(days >= 0) & (days < horizon_days), "customer"])
    return pd.Series([int(c not in active) for c in customers], index=customers)


def churn_pipeline(events, train_cutoff, test_cutoff, horizon_days):
    if (test_cutoff - train_cutoff).total_seconds() < horizon_days * 86400:
        raise ValueError("cutoffs too close")
    train, test = features(events, train_cutoff), features(events, test_cutoff)
    model = GradientBoostingClassifier(n_estimators=40, max_depth=2, random_state=1)
    model.fit(train, churned(events, train.index, train_cutoff, horizon_days))
    scores = pd.Series(model.decision_function(test), index=test.index)
    y = churned(events, test.index, test_cutoff, horizon_days)
    a, m, n = roc_auc_score(y, scores), int(y.sum()), int((1 - y).sum())
    q1, q2 = a / (2 - a), 2 * a * a / (1 + a)
    error = np.sqrt((a * (1 - a) + (m - 1) * (q1 - a * a) + (n - 1) * (q2 - a * a)) / (m * n))
    return {"scores": scores, "auc": a, "low": a - 1.96 * error, "high": a + 1.96 * error}
