# %%
import numpy as np
import pandas as pd


# %%
def sessionize(events: pd.DataFrame, gap: pd.Timedelta) -> pd.DataFrame:
    """Return the events with one more column at the end, session: the number of the visit that the event belongs to.

    events has the columns user and time, and maybe others. gap is the pause that parts two visits of a user. The visits of each user are
    numbered from 1 in the order of time.
    """
    raise NotImplementedError


def summarize(events: pd.DataFrame, gap: pd.Timedelta) -> pd.DataFrame:
    """Return a row for each visit: user, session, start, seconds from its first to its last event, and the number of events."""
    raise NotImplementedError


# %% Test yourself
events = pd.DataFrame(
    {
        "user": ["ana", "bo", "ana", "ana", "bo"],
        "time": pd.to_datetime(
            ["2024-03-01 09:00", "2024-03-01 09:10", "2024-03-01 11:00", "2024-03-01 09:20", "2024-03-01 09:15"]
        ),
        "page": ["home", "home", "help", "price", "price"],
    }
)
found = sessionize(events, pd.Timedelta("30min"))
assert list(found.columns) == ["user", "time", "page", "session"]
assert found["session"].tolist() == [1, 1, 2, 1, 1]

# %% Test yourself: the visits
visits = summarize(events, pd.Timedelta("30min"))
assert list(visits.columns) == ["user", "session", "start", "seconds", "events"]
assert visits["user"].tolist() == ["ana", "ana", "bo"] and visits["session"].tolist() == [1, 2, 1]
assert visits["seconds"].tolist() == [1200.0, 0.0, 300.0] and visits["events"].tolist() == [2, 1, 2]
