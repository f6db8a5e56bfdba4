# %%
import numpy as np
import pandas as pd


# %% Given: what customers did, one row an event
def make_events(n_customers: int = 400, days: int = 360, seed: int = 0) -> pd.DataFrame:
    """Return events with the columns customer, time and amount; some customers come often, and some leave for good."""
    rng = np.random.default_rng(seed)
    rows = []
    for customer in range(n_customers):
        gap = rng.gamma(3.0, 4.0) + 1.0
        joined = rng.uniform(0, days / 2)
        leaves = joined + rng.exponential(days)
        times = joined + np.cumsum(rng.exponential(gap, size=days))
        for time in times[times < min(leaves, days)]:
            rows.append((customer, time, rng.gamma(2.0, 10.0)))
    events = pd.DataFrame(rows, columns=["customer", "time", "amount"])
    events["time"] = pd.Timestamp("2025-01-01") + pd.to_timedelta(events["time"], unit="D").dt.floor("h")
    return events.sample(frac=1, random_state=seed, ignore_index=True)


# %%
def features(events: pd.DataFrame, cutoff: pd.Timestamp) -> pd.DataFrame:
    """Return one row of numbers, without gaps, for every customer with an event before the cutoff.

    The index holds the customers. What you compute is your choice, as long as it could be known at the cutoff.
    """
    raise NotImplementedError


# %%
def churned(events: pd.DataFrame, customers: pd.Index, cutoff: pd.Timestamp, horizon_days: int) -> pd.Series:
    """Return 1 for each customer without an event in the horizon that begins at the cutoff, else 0."""
    raise NotImplementedError


# %%
def churn_pipeline(
    events: pd.DataFrame, train_cutoff: pd.Timestamp, test_cutoff: pd.Timestamp, horizon_days: int
) -> dict:
    """Train at one cutoff, test at a later one. The same events always give the same result.

    Return a dictionary with ``scores``, a Series over the customers at the test cutoff, larger for those more likely to
    churn; ``auc``, the area under the ROC curve of these scores; and ``low`` and ``high``, its 95 % interval.
    """
    raise NotImplementedError


# %% Test yourself
few = pd.DataFrame(
    {
        "customer": [1, 1, 2, 3],
        "time": pd.to_datetime(["2025-01-05", "2025-02-03", "2025-01-20", "2025-02-10"]),
        "amount": [10.0, 20.0, 5.0, 7.0],
    }
)
assert sorted(features(few, pd.Timestamp("2025-02-01")).index) == [1, 2]
assert churned(few, pd.Index([1, 2]), pd.Timestamp("2025-02-01"), 30).tolist() == [0, 1]

# %% Test yourself: the whole way
events = make_events()
result = churn_pipeline(events, pd.Timestamp("2025-08-01"), pd.Timestamp("2025-10-01"), 45)
assert result["low"] < result["auc"] < result["high"]
assert result["auc"] > 0.6
