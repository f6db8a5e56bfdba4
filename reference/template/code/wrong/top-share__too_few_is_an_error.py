"""Goes by index, and so leaves the list where k is too large.

fails: a k beyond the length takes all
"""


def top_share(amounts, k):
    if any(amount < 0 for amount in amounts):
        raise ValueError("negative")
    total = sum(amounts)
    if total == 0:
        return 0.0
    ordered = sorted(amounts, reverse=True)
    return float(sum(ordered[i] for i in range(k)) / total)
