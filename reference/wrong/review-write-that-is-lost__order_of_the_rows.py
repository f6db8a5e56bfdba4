"""Fills within a sensor, in the order in which the rows happen to lie.

fails: the rows may come in any order
"""
import pandas as pd


def cleaned(readings):
    frame = readings.assign(celsius=readings["celsius"].where(readings["celsius"].between(-60, 60)))
    return frame.assign(celsius=frame.groupby("sensor")["celsius"].ffill())
