"""Divides by the total whatever it is.

fails: nothing to share gives nought
"""


def top_share(amounts, k):
    if any(amount < 0 for amount in amounts):
        raise ValueError("negative")
    return float(sum(sorted(amounts, reverse=True)[:k]) / sum(amounts))
