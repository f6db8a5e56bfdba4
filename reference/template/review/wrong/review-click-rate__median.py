"""Takes the median of the rates in place of their mean.

fails: a small page weighs little
"""
import numpy as np


def click_rate(clicks, views):
    rates = [c / v for c, v in zip(clicks, views) if v]
    return float(np.median(rates)) if rates else 0.0
