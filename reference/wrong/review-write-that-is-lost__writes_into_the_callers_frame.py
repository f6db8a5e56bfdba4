"""Writes in one step, into the frame of the caller.

fails: the frame that is given stays as it was
"""
import pandas as pd


def cleaned(readings):
    readings.loc[(readings["celsius"] < -60) | (readings["celsius"] > 60), "celsius"] = None
    order = readings.sort_values("hour")
    readings["celsius"] = order.groupby("sensor")["celsius"].ffill()
    return readings
