"""Fills with the mean of the sensor in place of its last value.

fails: what is impossible is replaced by the last value of its sensor
"""
import pandas as pd


def cleaned(readings):
    good = readings["celsius"].where(readings["celsius"].between(-60, 60))
    return readings.assign(celsius=good.fillna(good.groupby(readings["sensor"]).transform("mean")))
