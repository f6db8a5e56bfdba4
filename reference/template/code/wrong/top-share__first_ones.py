"""Takes the first k as they come.

fails: the share of the largest in small examples
"""


def top_share(amounts, k):
    if any(amount < 0 for amount in amounts):
        raise ValueError("negative")
    total = sum(amounts)
    return float(sum(amounts[:k]) / total) if total else 0.0
