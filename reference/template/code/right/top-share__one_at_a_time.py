def top_share(amounts, k):
    left = list(amounts)
    total = 0
    for amount in left:
        if amount < 0:
            raise ValueError(f"{amount} is negative")
        total += amount
    top = 0
    for _ in range(min(k, len(left))):
        top += left.pop(left.index(max(left)))
    return 0.0 if total == 0 else top / total
