"""The summary joins events and numbers by the index, which repeats.

fails: the summary of odd tables
"""

import numpy as np
import pandas as pd


def sessionize(events, gap):
    order = events[["user", "time"]].assign(row=np.arange(len(events))).sort_values(["user", "time"])
    begins = ~(order.groupby("user")["time"].diff() <= gap)
    number = begins.groupby(order["user"]).cumsum()
    session = np.empty(len(events), dtype="int64")
    session[order["row"]] = number
    return events.assign(session=session)


def summarize(events, gap):
    both = events.join(sessionize(events, gap)[["session"]])
    grouped = both.groupby(["user", "session"])["time"]
    result = grouped.agg(start="min", last="max", events="size").reset_index()
    result["seconds"] = (result["last"] - result["start"]).dt.total_seconds()
    return result[["user", "session", "start", "seconds", "events"]]
