"""Divides the mean of the largest by the mean of all.

fails: the share of the largest in small examples
"""


def top_share(amounts, k):
    if any(amount < 0 for amount in amounts):
        raise ValueError("negative")
    total = sum(amounts)
    if not total or not k:
        return 0.0
    top = sorted(amounts, reverse=True)[:k]
    return float((sum(top) / len(top)) / (total / len(amounts)))
