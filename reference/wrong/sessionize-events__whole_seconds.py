"""Cuts the times to whole seconds.

fails: a pause of exactly the gap
"""

import numpy as np
import pandas as pd


def sessionize(events, gap):
    limit = int(gap.total_seconds())
    seconds = events["time"].astype("datetime64[s]").astype("int64").to_numpy()
    session = np.zeros(len(events), dtype="int64")
    last = {}
    for i in np.argsort(seconds, kind="stable"):
        user = events["user"].iloc[i]
        if user not in last:
            n = 1
        else:
            when, n = last[user]
            n += seconds[i] - when > limit
        last[user] = seconds[i], n
        session[i] = n
    return events.assign(session=session)


def summarize(events, gap):
    grouped = sessionize(events, gap).groupby(["user", "session"])["time"]
    result = grouped.agg(start="min", last="max", events="size").reset_index()
    result["seconds"] = (result["last"] - result["start"]).dt.total_seconds()
    return result[["user", "session", "start", "seconds", "events"]]
