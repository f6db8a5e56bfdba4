def click_rate(clicks, views):
    total = sum(views)
    return sum((c / v) * (v / total) for c, v in zip(clicks, views) if v) if total else 0.0
