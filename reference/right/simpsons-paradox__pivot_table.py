"""Two pivot tables, the missing values given a name of their own first."""

import numpy as np
import pandas as pd

MISSING = "\x00missing"


def overall_difference(table):
    return table.loc[table["arm"] == "B", "success"].mean() - table.loc[table["arm"] == "A", "success"].mean()


def side_by_side(table, column):
    keys = table[column].astype(object)
    keys = keys.where(keys.notna(), MISSING).astype(str)
    plain = pd.DataFrame(
        {"key": keys.to_numpy(), "arm": table["arm"].to_numpy(), "success": table["success"].to_numpy()}
    )
    sums = plain.pivot_table(index="key", columns="arm", values="success", aggfunc="sum", fill_value=0)
    counts = plain.pivot_table(index="key", columns="arm", values="success", aggfunc="count", fill_value=0)
    keep = (counts["A"] > 0) & (counts["B"] > 0)
    return (sums[keep] / counts[keep]).eval("B - A"), counts[keep].sum(axis=1)


def adjusted_difference(table, column):
    difference, weight = side_by_side(table, column)
    if not weight.sum():
        return float("nan")
    return float((difference * weight).sum() / weight.sum())


def reversing_columns(table, columns):
    whole = overall_difference(table)
    if whole == 0:
        return []
    chosen = []
    for column in columns:
        difference, _ = side_by_side(table, column)
        if len(difference) and all(d * whole < 0 for d in difference):
            chosen.append(column)
    return chosen
