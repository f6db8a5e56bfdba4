"""Calls it a reversal as soon as one group goes the other way.

fails: a single group goes with the total
"""

import numpy as np


def overall_difference(table):
    rates = table.groupby("arm")["success"].mean()
    return rates["B"] - rates["A"]


def compared(table, column):
    """For each group with both arms, the rate of B less that of A, and the number of its rows.

    A category without rows has no rates, and so goes like a group with one arm.
    """
    cases = table.groupby([column, "arm"], dropna=False)["success"]
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
        return total != 0 and len(signs) > 0 and (signs == -total).any()

    return [column for column in columns if turned(column)]
