"""Writes with loc into a copy, sorts, fills, and brings the rows back."""

import pandas as pd


def cleaned(readings):
    frame = readings.copy()
    frame.loc[(frame["celsius"] < -60) | (frame["celsius"] > 60), "celsius"] = None
    frame["celsius"] = frame.sort_values("hour").groupby("sensor")["celsius"].ffill()
    return frame
