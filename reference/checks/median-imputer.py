"""Checks of ``impute_with_median``: the right fill, everything else untouched, an honest error where there is no median."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from hotseat.reference.check import Case, Check, Kind, Observation, call
from hotseat.reference.compare import input_alone, raised_sentence


def observe_change_after(candidate, df, cols):
    """The frame passed in, after the returned one was written to."""
    result = candidate.impute_with_median(df, cols)
    result[df.columns[0]] = -1
    return df


def _gappy(rng: np.random.Generator, rows: int, scale: float) -> np.ndarray:
    """A skewed column, so that mean and median are far apart, with about a third of it missing."""
    values = rng.lognormal(0.0, 1.2, rows) * scale
    order = rng.permutation(rows)
    values[order[: max(1, rows // 3)]] = np.nan
    return values


def _frame(rng: np.random.Generator, rows: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "age": _gappy(rng, rows, 30.0),
            "income": _gappy(rng, rows, 4000.0),
            "score": _gappy(rng, rows, 0.1),
            "visits": rng.integers(0, 9, rows),
            "town": pd.Series(rng.choice(["Ada", "Bex", "Cole"], rows)).where(rng.random(rows) > 0.4),
        }
    )


def _few(rng: np.random.Generator, rows: int) -> pd.DataFrame:
    """A frame that is small enough to be shown whole."""
    frame = _frame(rng, rows)[["age", "income", "visits"]]
    return frame.round({"age": 0, "income": -1})


def inputs_medians(rng: np.random.Generator) -> list[Case]:
    example = pd.DataFrame({"age": [30.0, np.nan, 50.0, 90.0], "income": [1000.0, 2000.0, 9000.0, np.nan]})
    odd, even = int(rng.integers(5, 12)) * 2 + 1, int(rng.integers(5, 12)) * 2
    return [
        Case((example, ["age", "income"]), note="a small frame"),
        Case((_frame(rng, odd), ["income", "age"]), note="skewed columns"),
        Case((_frame(rng, even), ["score", "income"]), note="skewed columns"),
        Case((_frame(rng, even + 1), ["age", "score"]), note="skewed columns"),
        Case((_few(rng, 6), ["income", "age"]), note="skewed columns, six rows"),
        Case((_few(rng, 5), ["visits", "age"]), note="a column without gaps before one with gaps"),
    ]


def inputs_small(rng: np.random.Generator) -> list[Case]:
    return [
        Case((_few(rng, 5), ["age"]), note="one column"),
        Case((_frame(rng, 9), ["age", "income", "score"]), note="three columns"),
    ]


def inputs_infinite(rng: np.random.Generator) -> list[Case]:
    """Infinities on one side of a median that is finite, with the larger of them in the majority among a few values."""
    frame = _frame(rng, 12)
    known = frame.index[frame["income"].notna()]
    frame.loc[known[:3], "income"] = np.inf
    ratio = pd.DataFrame({"ratio": [np.inf, 0.5, np.nan, np.inf, 2.0, -np.inf], "other": [np.inf, np.nan, 1, 2, 3, 4]})
    return [
        Case((frame, ["income", "age"]), note="a column with infinities and gaps"),
        Case((ratio, ["ratio"]), note="infinities of both signs, and one in a column that is not named"),
    ]


def inputs_words(rng: np.random.Generator) -> list[Case]:
    words = [str(w) for w in rng.permutation(["red", "green", "", "grey"])]
    gap = [*words, None]
    numbers = _gappy(rng, 5, 1.0)
    return [
        Case((pd.DataFrame({"colour": gap, "size": numbers}), ["colour"]), note="a column of words"),
        Case(
            (pd.DataFrame({"size": numbers, "colour": pd.Series(gap, dtype=object)}), ["size", "colour"]),
            note="a column of words, of dtype object, after a numeric one",
        ),
        Case(
            (pd.DataFrame({"colour": pd.Series(gap, dtype="category")}), ["colour"]),
            note="a categorical column of words",
        ),
    ]


def inputs_others(rng: np.random.Generator) -> list[Case]:
    rows = int(rng.integers(8, 16))
    noted = _frame(rng, rows)
    noted["note"] = ["", "x"] * (rows // 2) + [""] * (rows % 2)
    return [
        Case((_frame(rng, rows), ["income"]), note="gaps in columns that are not named"),
        Case((noted, ["score"]), note="empty strings in a column that is not named"),
        Case((_frame(rng, rows), ["score", "age"]), note="columns named out of their order"),
        Case((_frame(rng, rows), []), note="an empty list of columns"),
    ]


def inputs_index(rng: np.random.Generator) -> list[Case]:
    rows = int(rng.integers(8, 16))
    shuffled, repeated, dated = _frame(rng, rows), _frame(rng, rows), _frame(rng, rows)
    shuffled.index = pd.Index(rng.permutation(rows) + 100)
    repeated.index = pd.Index(["x", "y"] * (rows // 2) + ["x"] * (rows % 2))
    dated.index = pd.date_range("2024-03-01", periods=rows, freq="D")[::-1]
    named = _frame(rng, rows)
    named.index, named.columns = pd.RangeIndex(rows, name="customer"), pd.Index(list(named), name="feature")
    return [
        Case((shuffled, ["age", "income"]), note="row labels out of order"),
        Case((repeated, ["age", "income"]), note="row labels that occur more than once"),
        Case((dated, ["score"]), note="dates as row labels"),
        Case((named, ["age", "income"]), note="row labels and columns that have a name"),
    ]


def inputs_whole_numbers(rng: np.random.Generator) -> list[Case]:
    rows = int(rng.integers(3, 7)) * 2
    frame = _frame(rng, rows)
    frame["visits"] = np.arange(rows) * 3 + 1
    small = _frame(rng, rows)
    small["visits"] = rng.integers(0, 100, rows).astype("int16")
    return [
        Case((frame, ["visits", "age"]), note="a whole-number column without gaps and with a fractional median"),
        Case((small, ["age", "visits"]), note="a column of small integers without gaps"),
    ]


def inputs_narrow(rng: np.random.Generator) -> list[Case]:
    rows = int(rng.integers(7, 15))
    single = pd.DataFrame({"a": _gappy(rng, rows, 3.0).astype("float32"), "b": _gappy(rng, rows, 3.0)})
    low, high = (int(v) for v in np.sort(rng.integers(1, 50, 2)))
    nullable = pd.DataFrame(
        {"n": pd.array([high, low, None, low, high, high, None], dtype="Int64"), "f": _gappy(rng, 7, 1.0)}
    )
    return [
        Case((single, ["a", "b"]), note="a column of float32"),
        Case((nullable, ["n"]), note="a nullable integer column with a whole median"),
    ]


def inputs_empty_columns(rng: np.random.Generator) -> list[Case]:
    rows = int(rng.integers(4, 9))
    floats, objects = _frame(rng, rows), _frame(rng, rows)
    floats["empty"] = np.nan
    objects["empty"] = pd.Series([None] * rows, dtype=object)
    return [
        Case((floats, ["empty"]), note="a float column that is missing throughout"),
        Case((floats, ["age", "empty"]), note="a column missing throughout, after a good one"),
        Case((objects, ["empty"]), note="an object column that is missing throughout"),
    ]


def inputs_whole(rng: np.random.Generator) -> list[Case]:
    full = pd.DataFrame({"a": rng.normal(size=6), "b": rng.normal(size=6)})
    return [
        Case((full, ["a", "b"]), note="a frame in which nothing is missing"),
        Case((_frame(rng, 8), ["age"]), note="a frame with gaps"),
        Case((_frame(rng, 8), []), note="an empty list of columns"),
    ]


def _cell(value: Any) -> str:
    if pd.isna(value):
        return "a missing value"
    return f"{value:.6g}" if isinstance(value, (float, np.floating)) else repr(getattr(value, "item", lambda: value)())


def _close(a: Any, b: Any) -> bool:
    if pd.isna(a) or pd.isna(b):
        return bool(pd.isna(a)) and bool(pd.isna(b))
    if isinstance(b, (str, bool, np.bool_)) or isinstance(a, (str, bool, np.bool_)):
        return bool(a == b)
    try:
        return math.isclose(float(a), float(b), rel_tol=1e-6, abs_tol=1e-12)
    except (TypeError, ValueError):
        return bool(a == b)


def _difference(got: Any, want: pd.DataFrame) -> str | None:
    """The first difference between two frames in words; dtypes are left to their own check."""
    if not isinstance(got, pd.DataFrame):
        return f"The result is a {type(got).__name__}, not a DataFrame."
    if list(got.columns) != list(want.columns):
        return f"The result has the columns {list(got.columns)} where {list(want.columns)} were expected."
    if len(got) != len(want):
        return f"The result's number of rows is {len(got)} where {len(want)} was expected."
    if not got.index.equals(want.index):
        return Kind("The row labels are not those of the frame passed in.")
    if list(got.index.names) != list(want.index.names) or list(got.columns.names) != list(want.columns.names):
        return Kind("The name of the row labels or of the columns is not that of the frame passed in.")
    for name in want.columns:
        for row, (a, b) in enumerate(zip(got[name], want[name], strict=True)):
            if not _close(a, b):
                return f"Column {name!r} holds {_cell(a)} in row {row} where {_cell(b)} was expected."
    return None


def _stopped(got: Observation) -> str | None:
    return None if got.raised is None else raised_sentence(got.raised)


def holds_values(case: Case, got: Observation, want: Observation) -> str | None:
    return _stopped(got) or _difference(got.value, want.value)


def holds_apart(case: Case, got: Observation, want: Observation) -> str | None:
    if _stopped(got):
        return _stopped(got)
    if _difference(got.value, case.args[0]):
        return Kind("Writing to the result changed the frame passed in, so the result is not a copy.")
    return None


def holds_dtypes(case: Case, got: Observation, want: Observation) -> str | None:
    if _stopped(got):
        return _stopped(got)
    if not isinstance(got.value, pd.DataFrame):
        return f"The result is a {type(got.value).__name__}, not a DataFrame."
    for name, dtype in case.args[0].dtypes.items():
        if name not in got.value.columns:
            return f"Column {name!r} is gone."
        if got.value[name].dtype != dtype:
            return f"Column {name!r} went in as {dtype} and came back as {got.value[name].dtype}."
    return None


def holds_dtypes_and_values(case: Case, got: Observation, want: Observation) -> str | None:
    return holds_dtypes(case, got, want) or holds_values(case, got, want)


def holds_refuses(case: Case, got: Observation, want: Observation) -> str | None:
    if got.raised is None:
        return Kind("It returned a result where a ValueError was expected.")
    if "ValueError" not in {got.raised.type, *got.raised.bases}:
        return f"It raised {got.raised.type} where a ValueError was expected."
    return None


IMPUTE = call("impute_with_median")

CHECKS = [
    Check(
        "missing values become their column's median",
        inputs_medians,
        IMPUTE,
        holds_values,
        visible=True,
        weight=3,
    ),
    Check("the frame passed in stays as it was", inputs_small, IMPUTE, input_alone, visible=True, weight=2),
    Check(
        "a column of words with a gap raises ValueError",
        inputs_words,
        IMPUTE,
        holds_refuses,
        visible=True,
        weight=2,
    ),
    Check(
        "infinities are values and stay",
        inputs_infinite,
        IMPUTE,
        holds_values,
        hint="Ask pandas whether an infinite value is missing.",
    ),
    Check(
        "columns that are not named are left alone",
        inputs_others,
        IMPUTE,
        holds_values,
        weight=2,
        hint="Compare every column of the result with the frame that went in, not only the named ones.",
    ),
    Check(
        "rows and their labels stay as they were",
        inputs_index,
        IMPUTE,
        holds_values,
        hint="Try a frame whose row labels are not 0, 1, 2 and so on.",
    ),
    Check(
        "a whole-number column without gaps keeps its dtype",
        inputs_whole_numbers,
        IMPUTE,
        holds_dtypes,
        hint="Name a column of integers that has nothing to fill, and look at the dtypes of the result.",
    ),
    Check(
        "a filled column keeps its dtype",
        inputs_narrow,
        IMPUTE,
        holds_dtypes_and_values,
        hint="Look at the dtypes before and after for columns narrower than float64.",
    ),
    Check(
        "a column that is missing throughout raises ValueError",
        inputs_empty_columns,
        IMPUTE,
        holds_refuses,
        weight=2,
        hint="Ask what the median of nothing is.",
    ),
    Check(
        "the result is a frame of its own",
        inputs_whole,
        observe_change_after,
        holds_apart,
        hint="Write to the frame you returned, and look at the one that was passed in.",
    ),
]
