"""A loop over the groups, with the rows of each arm picked out."""

import numpy as np
import pandas as pd


def overall_difference(table):
    means = [table["success"][table["arm"].eq(arm)].mean() for arm in "BA"]
    return means[0] - means[1]


def adjusted_difference(table, column):
    weighted, rows = 0.0, 0
    for _, part in table.groupby(column, dropna=False, observed=True):
        if part["arm"].nunique() == 2:
            weighted += len(part) * overall_difference(part)
            rows += len(part)
    return weighted / rows if rows else float("nan")


def reversing_columns(table, columns):
    total, names = overall_difference(table), []
    for column in columns:
        parts = [p for _, p in table.groupby(column, dropna=False, observed=True) if p["arm"].nunique() == 2]
        found = np.array([overall_difference(p) for p in parts])
        if len(found) and ((found < 0).all() if total > 0 else (found > 0).all() if total < 0 else False):
            names.append(column)
    return names
