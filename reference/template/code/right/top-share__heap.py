import heapq


def top_share(amounts, k):
    if amounts and min(amounts) < 0:
        raise ValueError("negative amount")
    total = sum(amounts)
    return float(sum(heapq.nlargest(k, amounts)) / total) if total else 0.0
