import numpy as np
import pandas as pd


def numbered(events, gap):
    """The order by user and time, the codes of the users in it, and the numbers of the visits in it."""
    code, names = pd.factorize(events["user"], sort=True)
    time = events["time"].to_numpy()
    order = np.lexsort((time, code))
    code, time = code[order], time[order]
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = (code[1:] != code[:-1]) | (time[1:] - time[:-1] > gap.to_timedelta64())
    visit = np.cumsum(fresh)
    first = np.ones(len(order), dtype=bool)
    first[1:] = code[1:] != code[:-1]
    before = np.maximum.accumulate(np.where(first, visit - 1, 0)) if len(order) else visit
    return order, names, code, time, visit - before, fresh


def sessionize(events, gap):
    order, _, _, _, number, _ = numbered(events, gap)
    session = np.zeros(len(events), dtype=int)
    session[order] = number
    result = events.copy()
    result["session"] = session
    return result


def summarize(events, gap):
    """A visit reaches from one fresh row to the row before the next."""
    order, names, code, time, number, fresh = numbered(events, gap)
    start = np.flatnonzero(fresh)
    end = np.append(start[1:], len(order)) - 1 if len(start) else start
    return pd.DataFrame(
        {
            "user": np.asarray(names)[code[start]],
            "session": number[start],
            "start": time[start],
            "seconds": (time[end] - time[start]) / np.timedelta64(1, "s"),
            "events": end - start + 1,
        }
    )
