"""Divides by the number of pages.

fails: a small page weighs little
"""


def click_rate(clicks, views):
    return sum(clicks) / len(views) if views else 0.0
