"""Sorts both lists where they lie, to leave out the smallest page.

fails: the lists stay as they were
"""


def click_rate(clicks, views):
    clicks.sort()
    views.sort()
    return sum(clicks) / sum(views) if sum(views) else 0.0
