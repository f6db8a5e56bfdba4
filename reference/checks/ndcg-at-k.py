"""Checks of NDCG: graded gains, the discount, the cut at k, ties, queries without a relevant document, and the mean."""

import numpy as np

from hotseat.reference.check import Case, Check, Kind, call
from hotseat.reference.compare import input_alone, numbers, raised_sentence

NEAR = 1e-9
"""Other orders of summing differ by about 1e-15."""


def same_number(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    found = numbers(got.value)
    if found is None or found.ndim:
        return Kind("The answer should be one number.")
    if np.isnan(want.value) != np.isnan(found):
        told = "is nan" if np.isnan(found) else f"is {float(found):.6g}"
        wanted = "nan" if np.isnan(want.value) else f"{want.value:.6g}"
        return Kind("The answer is not what it should be.", full=f"The answer {told} where {wanted} was expected.")
    if not np.isnan(found) and not np.isclose(found, want.value, rtol=NEAR, atol=NEAR):
        return Kind(
            "The answer is not what it should be.",
            full=f"The answer is {float(found):.6g} where {want.value:.6g} was expected.",
        )
    return None


def query(rng, n, grades=4):
    """Grades with some use in them, and scores that are all different."""
    while True:
        told = rng.integers(0, grades, n)
        if told.any() and (n == 1 or len(set(told.tolist())) > 1):
            return told, rng.permutation(n) + rng.random(n) / 2


def few(rng):
    return [Case((*query(rng, 4), 4), note="four documents")]


def many(rng):
    return [Case((*query(rng, n), n), note=f"{n} documents, all of them counted") for n in (10, 25, 2)]


def cut(rng):
    return [Case((*query(rng, 20), k), note=f"the first {k} of twenty") for k in (1, 3, 10)]


def short(rng):
    return [
        Case((*query(rng, 3), 10), note="fewer documents than k"),
        Case((*query(rng, 1), 5), note="a single document"),
        Case((np.array([0, 1, 0]), rng.random(3), 2), note="one document of grade one"),
    ]


def tied(rng):
    grades, _ = query(rng, 12)
    return [
        Case((grades, rng.integers(0, 4, 12) / 2, 12), note="groups of equal scores"),
        Case((grades, rng.integers(0, 3, 12) / 2, 5), note="equal scores across the cut"),
        Case((grades, np.full(12, 0.5), 4), note="all scores equal"),
    ]


def ordered(rng):
    grades = np.sort(rng.integers(0, 4, 9))
    grades[-1] = 3
    grades[0] = 0
    return [
        Case((grades, np.full(9, 1.0), 3), note="equal scores, the best document last"),
        Case((grades[::-1].copy(), np.full(9, 1.0), 3), note="equal scores, the best document first"),
    ]


def useless(rng):
    return [
        Case((np.zeros(5, dtype=int), rng.random(5), 3), note="no relevant document"),
        Case((np.zeros(0, dtype=int), np.zeros(0), 3), note="no documents"),
    ]


def negative(rng):
    return [
        Case((query(rng, 8)[0], -10 * rng.random(8), 4), note="scores below zero"),
        Case((query(rng, 8, grades=11)[0], rng.random(8), 4), note="grades up to ten"),
        Case((np.sort(query(rng, 8)[0]), 1e-12 * rng.permutation(8), 4), note="tiny scores, all of them different"),
    ]


def several(rng):
    queries = [query(rng, int(n)) for n in rng.integers(1, 15, 6)]
    return [Case((queries, 3), note="six queries of different length")]


def with_useless(rng):
    queries = [
        query(rng, 6),
        (np.zeros(4, dtype=int), rng.random(4)),
        query(rng, 8),
        (np.zeros(0, dtype=int), np.zeros(0)),
    ]
    return [
        Case((queries, 5), note="two queries without a relevant document"),
        Case((queries[1:2], 5), note="no query with a relevant document"),
        Case(([], 5), note="no queries"),
    ]


one, mean = call("ndcg_at_k"), call("mean_ndcg")
CHECKS = [
    Check("four documents", few, one, same_number, visible=True),
    Check(
        "all documents of a query",
        many,
        one,
        same_number,
        weight=2,
        hint="Compare gain and discount with the docstring.",
    ),
    Check(
        "the first k of a longer list",
        cut,
        one,
        same_number,
        weight=2,
        hint="What is the best that k places can hold?",
    ),
    Check("fewer documents than k", short, one, same_number, hint="Think of the shortest lists."),
    Check(
        "equal scores",
        tied,
        one,
        same_number,
        weight=3,
        hint="In which orders could a list with equal scores come?",
    ),
    Check(
        "the order of the input plays no part",
        ordered,
        one,
        same_number,
        weight=2,
        hint="What does a model reach that gives everything the same score?",
    ),
    Check("no relevant document", useless, one, same_number, weight=2, hint="What is the best possible order worth?"),
    Check("scores and grades of any size", negative, one, same_number, hint="Which numbers may come?"),
    Check("the mean over queries", several, mean, same_number, hint="Does each query count the same?"),
    Check(
        "queries without a relevant document do not count",
        with_useless,
        mean,
        same_number,
        weight=2,
        hint="Which queries tell nothing about the model?",
    ),
    Check("the arrays stay as they were", many, one, input_alone, hint="Think of who else uses the arrays."),
]
