from bisect import bisect_left
from collections import defaultdict


def with_latest(labels, log, max_age):
    """A sorted list of times for each customer, looked up row by row."""
    history = defaultdict(list)
    for customer, time, value in zip(log["customer"], log["time"], log["value"]):
        history[customer].append((time, value))
    for told in history.values():
        told.sort(key=lambda pair: pair[0])
    values = []
    for customer, moment in zip(labels["customer"], labels["moment"]):
        told = history.get(customer, [])
        place = bisect_left(told, moment, key=lambda pair: pair[0]) - 1
        usable = place >= 0 and moment - told[place][0] <= max_age
        values.append(float(told[place][1]) if usable else float("nan"))
    result = labels.copy()
    result["value"] = values
    result["value"] = result["value"].astype(float)
    return result
