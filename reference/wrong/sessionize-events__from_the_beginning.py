"""Measures from the beginning of the visit in place of the last event.

fails: long visits and long gaps
"""

import numpy as np
import pandas as pd


def sessionize(events, gap):
    last, number = {}, {}
    session = np.zeros(len(events), dtype="int64")
    users, times = events["user"].tolist(), events["time"].tolist()
    for row in sorted(range(len(events)), key=times.__getitem__):
        user = users[row]
        if user not in last or times[row] - last[user] > gap:
            last[user] = times[row]
            number[user] = number.get(user, 0) + 1
        session[row] = number[user]
    return events.assign(session=session)


def summarize(events, gap):
    visits = sessionize(events, gap).groupby(["user", "session"])["time"].agg(["min", "max", "size"]).reset_index()
    seconds = (visits["max"] - visits["min"]).dt.total_seconds()
    return pd.DataFrame(
        {"user": visits["user"], "session": visits["session"], "start": visits["min"], "seconds": seconds, "events": visits["size"]}
    )
