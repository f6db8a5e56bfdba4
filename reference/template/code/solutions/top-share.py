def top_share(amounts, k):
    if any(amount < 0 for amount in amounts):
        raise ValueError("an amount is negative")
    total = sum(amounts)
    if total == 0:
        return 0.0
    return float(sum(sorted(amounts, reverse=True)[:k]) / total)
