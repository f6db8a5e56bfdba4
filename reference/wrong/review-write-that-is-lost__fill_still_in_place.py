"""Mends the first write and leaves the second as it was.

fails: what is impossible is replaced by the last value of its sensor
"""
import pandas as pd


def cleaned(readings):
    frame = readings.copy()
    frame.loc[(frame["celsius"] < -60) | (frame["celsius"] > 60), "celsius"] = None
    frame["celsius"].ffill(inplace=True)
    return frame
