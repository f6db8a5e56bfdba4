"""Takes the events in the order in which they come.

fails: events of several users in no order
"""

import numpy as np
import pandas as pd


def sessionize(events, gap):
    """In a sorted copy a visit begins where the user's last event lies too far back; a running sum numbers the visits."""
    order = events[["user", "time"]].assign(row=np.arange(len(events)))
    begins = ~(order.groupby("user")["time"].diff() <= gap)
    number = begins.groupby(order["user"]).cumsum()
    session = np.empty(len(events), dtype="int64")
    session[order["row"]] = number
    return events.assign(session=session)


def summarize(events, gap):
    """First and last time and the size of each visit, in the order of user and number."""
    visits = sessionize(events, gap).groupby(["user", "session"])["time"].agg(["min", "max", "size"]).reset_index()
    return pd.DataFrame(
        {
            "user": visits["user"],
            "session": visits["session"],
            "start": visits["min"],
            "seconds": (visits["max"] - visits["min"]).dt.total_seconds(),
            "events": visits["size"],
        }
    )
