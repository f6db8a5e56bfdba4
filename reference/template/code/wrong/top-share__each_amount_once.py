"""Puts the amounts into a set, so that equal ones count once.

fails: equal amounts each count
"""


def top_share(amounts, k):
    if any(amount < 0 for amount in amounts):
        raise ValueError("negative")
    total = sum(amounts)
    return float(sum(sorted(set(amounts), reverse=True)[:k]) / total) if total else 0.0
