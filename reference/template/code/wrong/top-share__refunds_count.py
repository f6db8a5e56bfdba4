"""Lets negative amounts through.

fails: a negative amount is refused
"""


def top_share(amounts, k):
    total = sum(amounts)
    return float(sum(sorted(amounts, reverse=True)[:k]) / total) if total else 0.0
