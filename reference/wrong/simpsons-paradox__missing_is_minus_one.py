"""Counts the missing values to the group -1.

fails: cases whose group is missing
"""

import numpy as np
import pandas as pd


def overall_difference(table):
    rates = table.groupby("arm")["success"].mean()
    return rates["B"] - rates["A"]


def compared(table, column):
    values = table[column]
    if values.isna().any():
        if pd.api.types.is_numeric_dtype(values):
            values = values.fillna(-1)
        else:
            values = values.astype(object).fillna("missing")
    cases = table.assign(**{column: values}).groupby([column, "arm"], observed=True)["success"]
    rates, sizes = cases.mean().unstack(), cases.size().unstack()
    both = rates.notna().all(axis=1)
    return (rates["B"] - rates["A"])[both], sizes.sum(axis=1)[both]


def adjusted_difference(table, column):
    differences, sizes = compared(table, column)
    return np.average(differences, weights=sizes) if len(sizes) else np.nan


def reversing_columns(table, columns):
    total = np.sign(overall_difference(table))

    def turned(column):
        signs = np.sign(compared(table, column)[0])
        return total != 0 and len(signs) > 0 and (signs == -total).all()

    return [column for column in columns if turned(column)]
