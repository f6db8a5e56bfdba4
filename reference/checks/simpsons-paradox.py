"""Checks of comparisons within groups: weights, reversals, ties, groups with one arm, missing values and empty categories.

Where rates are to be equal they are halves and quarters, so that no way of dividing makes them differ.
"""

import numpy as np
import pandas as pd

from hotseat.reference.check import Case, Check, Kind, call
from hotseat.reference.compare import input_alone, numbers, raised_sentence


def observe_columns(candidate, table, columns):
    return [str(name) for name in candidate.reversing_columns(table, columns)]


def near(case, got, want):
    """One number within 1e-9 of the reference's, or nan where that is nan."""
    if got.raised:
        return raised_sentence(got.raised)
    found = numbers(got.value)
    if found is None or found.ndim:
        return Kind("The answer should be one number.")
    if np.isnan(want.value) and not np.isnan(found):
        return Kind("There is nothing to compare, and the answer is a number all the same.")
    if not np.isnan(want.value) and not abs(found - want.value) <= 1e-9:
        return f"The answer is {float(found):.6g} where {want.value:.6g} was expected."
    return None


def same_columns(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    if list(got.value) == list(want.value):
        return None
    if sorted(got.value) == sorted(want.value):
        return Kind("The columns are not in the order in which they were given.")
    extra = [name for name in got.value if name not in want.value]
    what = "A column is named that does not turn the comparison round."
    if not extra:
        what = "A column that turns the comparison round is not named."
    return Kind(what, f"{what} The answer is {list(got.value)} where {list(want.value)} was expected.")


def rows(rng, cells, name="group", shuffle=True):
    """A table from cells (group, arm, successes, number)."""
    made = [(group, arm, int(i < good)) for group, arm, good, n in cells for i in range(n)]
    table = pd.DataFrame(made, columns=[name, "arm", "success"])
    return table.iloc[rng.permutation(len(table))].reset_index(drop=True) if shuffle else table


def paradox(rng, names=("easy", "hard"), winner="A"):
    """Cells in which ``winner`` wins in each group and loses in total: it has the hard cases."""
    loser = "B" if winner == "A" else "A"
    few, many = int(rng.integers(8, 13)), int(rng.integers(50, 70))
    return [
        (names[0], winner, few - 1, few),
        (names[0], loser, round(0.8 * many), many),
        (names[1], winner, round(0.35 * many), many),
        (names[1], loser, 2, few),
    ]


def small(rng):
    cells = [("x", "A", 1, 2), ("x", "B", 3, 4), ("y", "A", 1, 4), ("y", "B", 1, 2)]
    return [Case((rows(rng, cells),), note="a dozen cases"), Case((rows(rng, paradox(rng)),), note="two groups")]


def small_adjusted(rng):
    cells = [("x", "A", 1, 2), ("x", "B", 3, 4), ("y", "A", 1, 4), ("y", "B", 4, 4)]
    return [Case((rows(rng, cells), "group"), note="a dozen cases")]


def random_table(rng, n=150, groups=5):
    group = rng.choice([f"g{k}" for k in range(groups)], n, p=rng.dirichlet(np.full(groups, 3.0)))
    arm = np.where(rng.random(n) < rng.uniform(0.2, 0.8), "A", "B")
    table = pd.DataFrame({"group": group, "arm": arm, "success": (rng.random(n) < 0.5).astype(int)})
    table.loc[: 2 * groups - 1, "group"] = np.repeat([f"g{k}" for k in range(groups)], 2)
    table.loc[: 2 * groups - 1, "arm"] = np.tile(["A", "B"], groups)
    return table


def adjusted(rng):
    numbered = random_table(rng)
    numbered["group"] = numbered["group"].str[1:].astype(int)
    moved = random_table(rng)
    moved.index = rng.integers(0, 40, len(moved))
    return [
        Case((random_table(rng), "group"), note="five groups of different size"),
        Case((numbered, "group"), note="groups that are numbers"),
        Case((moved, "group"), note="an index with repeats"),
        Case((rows(rng, paradox(rng, winner="B")), "group"), note="two groups with uneven arms"),
    ]


def lonely(rng):
    n = int(rng.integers(5, 30))
    cells = [*paradox(rng), ("only A", "A", n // 2, n), ("only B", "B", 0, 7)]
    return [Case((rows(rng, cells), "group"), note="groups in which only one arm occurs")]


def missing(rng):
    cells = [*paradox(rng), (None, "A", 3, 8), (None, "B", 7, 9)]
    codes = {"easy": -1.0, "hard": 0.0, "odd": 1.0, None: float("nan")}
    numbered = rows(rng, [(codes[group], *rest) for group, *rest in [*cells, ("odd", "A", 2, 6), ("odd", "B", 5, 7)]])
    named = rows(rng, cells)
    named["group"] = pd.Categorical(named["group"], ["hard", "easy"])
    return [
        Case((rows(rng, cells), "group"), note="cases whose group is missing"),
        Case((numbered, "group"), note="numbers with NaN"),
        Case((named, "group"), note="a categorical column with missing values"),
    ]


def categories(rng):
    table = rows(rng, paradox(rng))
    table["group"] = pd.Categorical(table["group"], ["nobody", "hard", "easy", "none"])
    return [Case((table, "group"), note="categories without rows")]


def nothing(rng):
    cells = [("x", "A", 1, 3), ("y", "B", 2, 4), ("z", "A", 0, 2)]
    return [Case((rows(rng, cells), "group"), note="every group with one arm only")]


def with_columns(table, **more):
    return table.assign(**more)


def found(rng):
    table = rows(rng, paradox(rng))
    table = with_columns(table, constant="all", coin=rng.choice(["h", "t"], len(table)))
    table["coin"] = table["success"].map({0: "t", 1: "h"})  # within each of them the rates are equal
    return [Case((table, ["constant", "group", "coin"]), note="one column among three")]


def found_more(rng):
    table = rows(rng, paradox(rng, winner="B"))
    table = with_columns(table, constant="all", copy=table["group"].map({"easy": 1, "hard": 0}))
    flag = with_columns(table, flag=table["group"] == "easy")
    other = rows(rng, [*paradox(rng), *[(f"{g} too", a, s, n) for g, a, s, n in paradox(rng)]])
    return [
        Case((table, ["copy", "constant", "group"]), note="two columns, and B wins in the groups"),
        Case((flag, ["group", "constant", "flag"]), note="a column of booleans"),
        Case((other, ["group"]), note="four groups"),
        Case((table, []), note="no columns"),
    ]


def not_in_all(rng):
    cells = [*paradox(rng), ("odd", "A", 1, 4), ("odd", "B", 2, 4)]
    return [Case((rows(rng, cells), ["group"]), note="a group that goes with the total")]


def tied_group(rng):
    cells = [*paradox(rng), ("even", "A", 2, 4), ("even", "B", 4, 8)]
    return [Case((rows(rng, cells), ["group"]), note="a group with equal rates")]


def tied_total(rng):
    falls = [("x", "A", 3, 4), ("x", "B", 1, 2), ("y", "A", 1, 4), ("y", "B", 3, 6)]
    rises = [("x", "A", 1, 2), ("x", "B", 3, 4), ("y", "A", 3, 6), ("y", "B", 1, 4)]
    better = [("x", "A", 6, 8), ("x", "B", 4, 4), ("y", "A", 1, 4), ("y", "B", 3, 8)]
    level = [("x", "A", 2, 4), ("x", "B", 1, 2), ("y", "A", 2, 4), ("y", "B", 2, 4)]
    return [
        Case((rows(rng, falls), ["group"]), note="equal rates in total"),
        Case((rows(rng, rises), ["group"]), note="equal rates in total"),
        Case((rows(rng, level), ["group"]), note="equal rates everywhere"),
        Case((rows(rng, better), ["group"]), note="equal rates in total, and B wins in each group"),
    ]


def edges(rng):
    lone = rows(rng, [*paradox(rng), ("only A", "A", 1, 9)])
    single = rows(rng, [("x", "A", 3, 4), ("x", "B", 2, 4), ("only B", "B", 20, 20), ("only A", "A", 1, 9)])
    gap = rows(rng, [*paradox(rng), (None, "A", 1, 5), (None, "B", 4, 5)])
    agree = rows(rng, [*paradox(rng), (None, "A", 4, 5), (None, "B", 2, 5)])
    apart = rows(rng, paradox(rng))
    apart["group"] = apart["group"] + apart["arm"]
    named = rows(rng, [*paradox(rng), (None, "A", 1, 5), (None, "B", 4, 5)])
    named["group"] = pd.Categorical(named["group"], ["easy", "hard"])
    empty = rows(rng, paradox(rng))
    empty["group"] = pd.Categorical(empty["group"], ["easy", "nobody", "hard"])
    return [
        Case((lone, ["group"]), note="a group in which only one arm occurs"),
        Case((single, ["group"]), note="a single group that can be compared"),
        Case((gap, ["group"]), note="missing values that go with the total"),
        Case((agree, ["group"]), note="missing values that go with the other groups"),
        Case((named, ["group"]), note="a categorical column with missing values"),
        Case((apart, ["group"]), note="no group that can be compared"),
        Case((empty, ["group"]), note="a category without rows"),
    ]


OVERALL, ADJUSTED = call("overall_difference"), call("adjusted_difference")
CHECKS = [
    Check("the overall difference", small, OVERALL, near, visible=True),
    Check("the adjusted difference of two groups", small_adjusted, ADJUSTED, near, visible=True, weight=2),
    Check("the column that turns the comparison round", found, observe_columns, same_columns, visible=True, weight=2),
    Check(
        "the adjusted difference in general",
        adjusted,
        ADJUSTED,
        near,
        weight=2,
        hint="Which weights do the groups get, and are they the same for both arms?",
    ),
    Check("groups with one arm", lonely, ADJUSTED, near, weight=2, hint="Think of a group in which nobody got B."),
    Check("cases whose group is missing", missing, ADJUSTED, near, hint="What does groupby do with missing values?"),
    Check("categories without rows", categories, ADJUSTED, near, hint="Think of a categorical column."),
    Check(
        "nothing can be compared", nothing, ADJUSTED, near, hint="Think of a column in which each group has one arm."
    ),
    Check(
        "columns of several kinds",
        found_more,
        observe_columns,
        same_columns,
        weight=2,
        hint="Think of the other direction, and of numbers and booleans as groups.",
    ),
    Check(
        "a single group goes with the total",
        not_in_all,
        observe_columns,
        same_columns,
        weight=2,
        hint="Must the comparison be turned round in each group, or only on average?",
    ),
    Check("a group with equal rates", tied_group, observe_columns, same_columns, hint="Is a tie a win?"),
    Check(
        "equal rates in total",
        tied_total,
        observe_columns,
        same_columns,
        hint="What if there is nothing to turn round?",
    ),
    Check(
        "odd groups in the search for columns",
        edges,
        observe_columns,
        same_columns,
        hint="Think of groups with one arm, of missing values and of empty categories.",
    ),
    Check("the table stays as it was", adjusted, ADJUSTED, input_alone, hint="Does your code add a column or sort?"),
    Check(
        "the table stays as it was while columns are searched",
        found_more,
        observe_columns,
        input_alone,
        hint="Does your code change the table?",
    ),
]
