"""Counts the pages without clicks, and still averages the rates.

fails: a small page weighs little
"""


def click_rate(clicks, views):
    rates = [c / v for c, v in zip(clicks, views) if v]
    return sum(rates) / len(rates) if rates else 0.0
