"""Takes the limits themselves for impossible.

fails: the limits themselves are fine
"""
import pandas as pd


def cleaned(readings):
    good = readings["celsius"].where(readings["celsius"].between(-60, 60, inclusive="neither"))
    order = readings.assign(celsius=good).sort_values("hour")
    return readings.assign(celsius=order.groupby("sensor")["celsius"].ffill())
