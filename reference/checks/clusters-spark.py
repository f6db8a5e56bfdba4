"""Checks of the evaluation on Spark: both indices for every k, rows with gaps, other columns, and what stays on the cluster.

All observations of one submission share one session, which the first of them starts: that takes most of the time. The tables
are made by SQL, which needs no Python workers.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import numbers, raised_sentence

FEW = 20
"""Rows that may be brought to the driver: a row for each cluster and the sums are fewer by far."""


def observe_evaluation(candidate, rows, names, columns, ks, seed):
    """The keys and the pairs, the most rows that were fetched at once, and how many tables are left in the cache."""
    import os
    import warnings

    from pyspark import RDD
    from pyspark.sql import SparkSession

    options = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.sql.shuffle.partitions": "1",
        "spark.default.parallelism": "1",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    }
    building = SparkSession.builder.master("local[1]")
    for name, value in options.items():
        building = building.config(name, value)
    warnings.simplefilter("ignore", FutureWarning)
    outputs, nowhere = [(fd, os.dup(fd)) for fd in (1, 2)], os.open(os.devnull, os.O_WRONLY)
    for fd, _ in outputs:
        os.dup2(nowhere, fd)
    try:
        spark = (
            building.getOrCreate()
        )  # Java keeps the outputs that it begins with, and its warnings are nobody's answer.
    finally:
        for fd, kept_fd in outputs:
            os.dup2(kept_fd, fd)
            os.close(kept_fd)
        os.close(nowhere)
    spark.sparkContext.setLogLevel("OFF")
    spark.catalog.clearCache()

    def literal(value):
        return "CAST(NULL AS DOUBLE)" if value is None else "double('NaN')" if value != value else f"{float(value)!r}D"

    told = ", ".join("(" + ", ".join(literal(value) for value in row) + ")" for row in rows)
    frame = spark.sql(f"SELECT * FROM VALUES {told} AS t({', '.join(names)})")
    fetched, kept = [], []

    def counted(owner, name):
        plain = getattr(owner, name)
        kept.append((owner, name, plain))

        def fetch(self, *args, **kwargs):
            found = plain(self, *args, **kwargs)
            if name == "toLocalIterator":
                found = list(found)
            fetched.append(len(found))
            return iter(found) if name == "toLocalIterator" else found

        setattr(owner, name, fetch)

    for owner in (type(frame), RDD):
        for name in ("collect", "toPandas", "toArrow", "toLocalIterator"):
            if hasattr(owner, name):
                counted(owner, name)
    try:
        told = candidate.evaluate_on_spark(frame, columns, ks, seed)
        pairs = [[float(one) for one in told[k]] for k in told]
    finally:
        for owner, name, plain in kept:
            setattr(owner, name, plain)
    left = spark.sparkContext._jsc.getPersistentRDDs().size()
    return [int(k) for k in told], pairs, max(fetched, default=0), left


def same_indices(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    keys, pairs = got.value[:2]
    wanted_keys, wanted = want.value[:2]
    if keys != wanted_keys:
        return Kind("The keys of the dictionary are not the ks in their order.")
    for k, pair, expected in zip(keys, pairs, wanted, strict=True):
        found = numbers(pair)
        if found is None or found.shape != (2,):
            return Kind("The dictionary should hold a pair of numbers for each k.")
        if not np.isclose(found[0], expected[0], rtol=1e-6):
            return Kind(
                "The Calinski-Harabasz index is not what it should be.",
                full=f"With k={k} the Calinski-Harabasz index is {found[0]:.8g} where {expected[0]:.8g} was expected.",
            )
        if not np.isclose(found[1], expected[1], rtol=0, atol=1e-6):
            return Kind(
                "The silhouette is not what it should be.",
                full=f"With k={k} the silhouette is {found[1]:.8g} where {expected[1]:.8g} was expected.",
            )
    return None


def rows_stay(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    if got.value[2] > FEW:
        return Kind("The rows of the table were brought to the driver.")
    return None


def nothing_left(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    return Kind("Something is still cached when the function is done.") if got.value[3] else None


def groups(rng, size, extra=0):
    """Two groups near each other and one far away, so that two and three clusters have one best grouping each."""
    corners = np.array([[0.0, 0.0], [0.0, 100.0], [3000.0, 0.0]])
    X = np.concatenate([corner + rng.standard_normal((size, 2)) for corner in corners])
    return rng.permutation(X + rng.uniform(-50, 50, 2)).round(3)


def listed(table):
    return [[float(value) for value in row] for row in table]


def seeded(rng):
    return int(rng.integers(0, 10_000))


def clear(rng):
    return [
        Case(
            (listed(groups(rng, 4)), ["x", "y"], ["x", "y"], [3, 2], seeded(rng)), note="twelve points, two values of k"
        )
    ]


def with_gaps(rng):
    rows = listed(groups(rng, 5))
    gaps = [[None, 5.0], [0.0, None], [float("nan"), 100.0], [1500.0, None]]
    order = rng.permutation(len(rows) + len(gaps))
    return [Case(([(rows + gaps)[n] for n in order], ["x", "y"], ["y", "x"], [3], seeded(rng)), note="rows with gaps")]


def with_others(rng):
    X = groups(rng, 4)
    others = np.stack(
        [rng.uniform(0, 1e5, 12), X[:, 0], rng.uniform(0, 1e4, 12), X[:, 1], rng.integers(0, 9, 12)], axis=1
    )
    rows = [[*row[:2], None if n == 3 else row[2], *row[3:]] for n, row in enumerate(listed(others))]
    names = ["id", "x", "features", "y", "prediction"]
    return [Case((rows, names, ["x", "y"], [3], seeded(rng)), note="a table with other columns")]


def many(rng):
    return [Case((listed(groups(rng, 12)), ["x", "y"], ["x", "y"], [2], seeded(rng)), note="three dozen points")]


CHECKS = [
    Check("both indices for two values of k", clear, observe_evaluation, same_indices, weight=2, visible=True),
    Check(
        "rows with gaps count nowhere",
        with_gaps,
        observe_evaluation,
        same_indices,
        weight=2,
        hint="Which rows does k-means see, and which rows do you count?",
    ),
    Check(
        "other columns play no part",
        with_others,
        observe_evaluation,
        same_indices,
        hint="Think of what other columns may be called, and of gaps in them.",
    ),
    Check(
        "the rows stay on the cluster",
        many,
        observe_evaluation,
        rows_stay,
        many_answers=True,
        weight=2,
        hint="Think of what happens to the driver if the table is larger than it.",
    ),
    Check(
        "nothing stays in the cache",
        clear,
        observe_evaluation,
        nothing_left,
        many_answers=True,
        hint="Think of those who use the cluster after you.",
    ),
]
