"""Fills the beginning from what comes later.

fails: gaps at the beginning stay
"""
import pandas as pd


def cleaned(readings):
    frame = readings.assign(celsius=readings["celsius"].where(readings["celsius"].between(-60, 60)))
    order = frame.sort_values("hour")
    order = order.assign(celsius=order.groupby("sensor")["celsius"].ffill())
    return readings.assign(celsius=order.groupby("sensor")["celsius"].bfill())
