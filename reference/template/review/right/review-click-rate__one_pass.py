def click_rate(clicks, views):
    hit = seen = 0
    for c, v in zip(clicks, views):
        hit += c
        seen += v
    return hit / seen if seen else 0.0
