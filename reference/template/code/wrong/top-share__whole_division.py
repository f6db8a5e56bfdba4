"""Divides without a remainder.

fails: whole amounts give a fraction too
"""


def top_share(amounts, k):
    if any(amount < 0 for amount in amounts):
        raise ValueError("negative")
    total = sum(amounts)
    top = sum(sorted(amounts, reverse=True)[:k])
    return float(top // total if all(type(a) is int for a in amounts) else top / total) if total else 0.0
