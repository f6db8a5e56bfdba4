"""Sorts the list of the caller.

fails: the list stays as it was
"""


def top_share(amounts, k):
    if any(amount < 0 for amount in amounts):
        raise ValueError("negative")
    amounts.sort(reverse=True)
    total = sum(amounts)
    return float(sum(amounts[:k]) / total) if total else 0.0
