"""Sorts the caller's frame in place before it fills.

fails: the frame that is given stays as it was
"""
import pandas as pd


def cleaned(readings):
    order = readings.index.copy()
    readings.sort_values(["hour", "sensor"], inplace=True)
    celsius = readings["celsius"].where(readings["celsius"].between(-60, 60))
    return readings.assign(celsius=celsius.groupby(readings["sensor"]).ffill()).loc[order]
