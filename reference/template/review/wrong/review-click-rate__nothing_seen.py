"""Divides by nought where nobody saw anything.

fails: pages without views do no harm
fails: no pages give nought
"""


def click_rate(clicks, views):
    return sum(clicks) / sum(views)
