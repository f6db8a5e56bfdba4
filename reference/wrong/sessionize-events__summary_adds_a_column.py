"""The summary writes the numbers into the caller's table.

fails: the events stay as they were under the summary
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
    events["session"] = sessionize(events, gap)["session"].to_numpy()
    g = events.groupby(["user", "session"])["time"]
    out = g.agg(start="min", last="max", events="size").reset_index()
    out["seconds"] = (out["last"] - out["start"]).dt.total_seconds()
    return out[["user", "session", "start", "seconds", "events"]]
