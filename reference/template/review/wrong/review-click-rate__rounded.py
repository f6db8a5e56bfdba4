"""Rounds for the report.

fails: the rate is not rounded
"""


def click_rate(clicks, views):
    return round(sum(clicks) / sum(views), 3) if sum(views) else 0.0
