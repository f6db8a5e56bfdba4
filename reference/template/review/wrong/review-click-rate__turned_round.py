"""Gives views for each click.

fails: a small page weighs little
"""


def click_rate(clicks, views):
    return sum(views) / sum(clicks) if sum(clicks) else 0.0
