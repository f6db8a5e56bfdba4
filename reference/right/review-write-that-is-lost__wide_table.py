"""One column for each sensor, filled downwards, and looked up again."""

import pandas as pd


def cleaned(readings):
    good = readings.assign(celsius=readings["celsius"].mask(readings["celsius"].abs() > 60))
    wide = good.pivot(index="hour", columns="sensor", values="celsius").sort_index().ffill()
    found = [wide.at[hour, sensor] for hour, sensor in zip(readings["hour"], readings["sensor"])]
    return readings.assign(celsius=pd.Series(found, index=readings.index, dtype=float))
