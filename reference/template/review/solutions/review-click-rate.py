def click_rate(clicks, views):
    seen = sum(views)
    return sum(clicks) / seen if seen else 0.0
