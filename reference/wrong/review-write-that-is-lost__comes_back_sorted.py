"""Gives the rows back in the order of the hours.

fails: rows keep their index and order
"""
import pandas as pd


def cleaned(readings):
    frame = readings.assign(celsius=readings["celsius"].where(readings["celsius"].between(-60, 60)))
    frame = frame.sort_values(["sensor", "hour"])
    return frame.assign(celsius=frame.groupby("sensor")["celsius"].ffill())
