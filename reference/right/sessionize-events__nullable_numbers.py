import numpy as np
import pandas as pd


def sessionize(events, gap):
    """Each user's times in arrays, and the numbers in pandas' own whole numbers."""
    numbers = pd.Series(pd.NA, index=np.arange(len(events)), dtype="Int64")
    times = events["time"].to_numpy()
    for places in events.reset_index(drop=True).groupby("user", sort=False).indices.values():
        at = places[np.argsort(times[places], kind="stable")]
        numbers.iloc[at] = 1 + np.r_[0, np.cumsum(np.diff(times[at]) > gap.to_timedelta64())]
    result = events.copy()
    result["session"] = numbers.array
    return result


def summarize(events, gap):
    told = sessionize(events, gap)
    visits = told.groupby(["user", "session"], as_index=False).agg(
        start=("time", "min"), end=("time", "max"), events=("time", "count")
    )
    visits.insert(3, "seconds", (visits.pop("end") - visits["start"]) / pd.Timedelta(seconds=1))
    return visits
