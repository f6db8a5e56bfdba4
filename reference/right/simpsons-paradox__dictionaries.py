"""Plain counting in dictionaries, row by row."""

import math
from collections import defaultdict
from fractions import Fraction

import pandas as pd


def counted(groups, arms, successes):
    cells = defaultdict(lambda: {"A": [0, 0], "B": [0, 0]})
    for group, arm, success in zip(groups, arms, successes):
        key = "missing" if pd.isna(group) else ("value", group)
        cells[key][arm][0] += int(success)
        cells[key][arm][1] += 1
    return cells


def difference(cell):
    return Fraction(*cell["B"]) - Fraction(*cell["A"])


def overall_difference(table):
    return float(difference(counted([0] * len(table), table["arm"], table["success"])["value", 0]))


def comparable(table, column):
    cells = counted(table[column], table["arm"], table["success"])
    return [(difference(c), c["A"][1] + c["B"][1]) for c in cells.values() if c["A"][1] and c["B"][1]]


def adjusted_difference(table, column):
    pairs = comparable(table, column)
    total = sum(n for _, n in pairs)
    return float(sum(d * n for d, n in pairs) / total) if total else math.nan


def reversing_columns(table, columns):
    overall = difference(counted([0] * len(table), table["arm"], table["success"])["value", 0])
    result = []
    for column in columns:
        found = [d for d, _ in comparable(table, column)]
        if found and overall and (max(found) < 0 < overall or min(found) > 0 > overall):
            result.append(column)
    return result
