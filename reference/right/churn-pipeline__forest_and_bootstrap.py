"""A random forest on counts and ages, and a bootstrap over customers."""

import numpy as np
import pandas as pd
from scipy.stats import rankdata
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score


def features(events, cutoff):
    past = events.loc[events.time < cutoff].assign(age=lambda e: (cutoff - e.time).dt.total_seconds() / 86400)
    table = past.groupby("customer").agg(
        n=("age", "size"), newest=("age", "min"), oldest=("age", "max"), total=("amount", "sum"), age=("age", "mean")
    )
    for days in (15, 45, 90):
        table[f"last_{days}"] = past[past.age <= days].groupby("customer").age.size().reindex(table.index).fillna(0)
    table["pace"] = table.newest * table.n / (table.oldest + 1)
    return table


def churned(events, customers, cutoff, horizon_days):
    end = cutoff + pd.Timedelta(days=horizon_days)
    counts = events.query("@cutoff <= time < @end").groupby("customer").size()
    return (counts.reindex(customers).fillna(0) == 0).astype(int)


def area(went, score):
    """How often one who went has the higher score than one who stayed; ties count half."""
    return (rankdata(score)[went].mean() - (went.sum() + 1) / 2) / (~went).sum()


def churn_pipeline(events, train_cutoff, test_cutoff, horizon_days):
    if test_cutoff < train_cutoff + pd.Timedelta(days=horizon_days):
        raise ValueError("the training labels reach past the test cutoff")
    train, test = features(events, train_cutoff), features(events, test_cutoff)
    forest = RandomForestClassifier(40, min_samples_leaf=10, random_state=0)
    forest.fit(train, churned(events, train.index, train_cutoff, horizon_days))
    scores = pd.Series(forest.predict_proba(test)[:, 1], test.index)
    truth = churned(events, test.index, test_cutoff, horizon_days)
    rng = np.random.default_rng(0)
    went, score = truth.to_numpy() == 1, scores.to_numpy()
    draws = []
    while len(draws) < 300:
        pick = rng.integers(0, len(went), len(went))
        if went[pick].any() and not went[pick].all():
            draws.append(area(went[pick], score[pick]))
    low, high = np.quantile(draws, [0.025, 0.975])
    return {"scores": scores, "auc": roc_auc_score(truth, scores), "low": low, "high": high}
