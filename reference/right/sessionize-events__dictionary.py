import pandas as pd


def sessionize(events, gap):
    """One walk through the rows in the order of time, with the last time and number of each user at hand."""
    users, times = list(events["user"]), list(events["time"])
    last, numbers = {}, [0] * len(events)
    for row in sorted(range(len(events)), key=lambda row: times[row]):
        user = users[row]
        before, number = last.get(user, (None, 0))
        if before is None or times[row] - before > gap:
            number += 1
        last[user] = (times[row], number)
        numbers[row] = number
    result = events.copy()
    result["session"] = pd.array(numbers, dtype="int64").to_numpy()
    return result


def summarize(events, gap):
    visits = {}
    told = sessionize(events, gap)
    for user, time, session in zip(told["user"], told["time"], told["session"]):
        start, end, count = visits.get((user, session), (time, time, 0))
        visits[user, session] = min(start, time), max(end, time), count + 1
    rows = [
        (user, int(session), start, (end - start).total_seconds(), count)
        for (user, session), (start, end, count) in sorted(visits.items())
    ]
    return pd.DataFrame(rows, columns=["user", "session", "start", "seconds", "events"])
