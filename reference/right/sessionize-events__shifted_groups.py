import pandas as pd


def sessionize(events, gap):
    """The original index is put aside, as it may repeat; shift within each user, then a running sum of the starts."""
    table = events.reset_index(drop=True).sort_values("time", kind="stable")
    previous = table.groupby("user", sort=False)["time"].shift()
    starts = previous.isna() | (table["time"] - previous > gap)
    table["session"] = starts.astype("int64").groupby(table["user"]).cumsum()
    return table.sort_index().set_axis(events.index)


def summarize(events, gap):
    told = sessionize(events, gap)
    visits = told.groupby(["user", "session"], as_index=False).agg(
        start=("time", "min"), end=("time", "max"), events=("time", "count")
    )
    visits["seconds"] = (visits["end"] - visits["start"]) / pd.Timedelta("1s")
    return visits[["user", "session", "start", "seconds", "events"]]
