"""Checks of the index out of core: exact for any chunks, far from zero, in bounded memory, with few passes, from ordered rows.

The exact score is compared to 1e-6; the scores of found centroids, which no two ways of clustering share, to a tenth below
and a twentieth above the reference's. The peak of memory is measured by tracemalloc while chunks are made on the fly.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import close_scalar, input_kept, numbers, raised_sentence

same_score = close_scalar(rtol=1e-6, atol=0)


def observe_score(candidate, chunks, centroids):
    def read():
        yield from chunks

    return candidate.score_chunks(read, centroids)


def observe_scores(candidate, chunks, ks, seed):
    def read():
        yield from chunks

    return candidate.evaluate_chunks(read, ks, random_state=seed)


def observe_passes(candidate, chunks, fewer, more, seed):
    told = []
    for ks in (fewer, more):
        passes = [0]

        def read(passes=passes):
            passes[0] += 1
            yield from chunks

        candidate.evaluate_chunks(read, ks, random_state=seed)
        told.append(passes[0])
    return told


def observe_repeats(candidate, chunks, ks, seed):
    def read():
        yield from chunks

    return [candidate.evaluate_chunks(read, ks, random_state=seed) for _ in range(2)]


def observe_memory(candidate, centres, chunks, rows, seed, what):
    """The answer, and the largest number of bytes held at a time while chunks are made one by one."""
    import tracemalloc

    import numpy as np

    def read():
        rng = np.random.default_rng(seed)
        for k in range(chunks):
            yield centres[k * len(centres) // chunks] + rng.standard_normal((rows, centres.shape[1]))

    tracemalloc.start()
    try:
        if what == "score":
            answer = candidate.score_chunks(read, centres)
        else:
            answer = candidate.evaluate_chunks(read, [len(centres)], random_state=seed)[len(centres)]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    return answer, peak


def centres(rng, k, d, apart=9.0):
    """Centres no two of which are nearer than ``apart``."""
    found = [rng.uniform(-1, 1, d) * apart * k]
    while len(found) < k:
        one = rng.uniform(-1, 1, d) * apart * k
        if min(np.linalg.norm(one - other) for other in found) > apart:
            found.append(one)
    return np.array(found)


def clouds(rng, sizes, d, apart=9.0):
    """Rows of Gaussian clouds, one cloud after the other, and the centres."""
    middles = centres(rng, len(sizes), d, apart)
    spreads = rng.uniform(0.6, 1.5, len(sizes))
    rows = [m + s * rng.standard_normal((n, d)) for m, s, n in zip(middles, spreads, sizes, strict=True)]
    return np.concatenate(rows), middles


def cut(rng, X, pieces):
    """X in chunks of uneven size, the first of a single row."""
    at = np.sort(rng.choice(np.arange(2, len(X)), pieces - 2, replace=False))
    return [part.copy() for part in np.split(X, [1, *at.tolist()])]


def small(rng):
    X = np.array([[0.0, 0.0], [0.0, 2.0], [8.0, 0.0], [8.0, 2.0], [9.0, 1.0]])
    given = np.array([[1.0, 1.0], [7.0, 1.0]])
    shift = rng.integers(-3, 4, 2).astype(float)
    return [
        Case(([X[:2], X[2:]], given), note="five points in two chunks"),
        Case(
            ([X[:1] + shift, X[1:4] + shift, X[4:] + shift], given + shift),
            note="the same points, moved, in three chunks",
        ),
    ]


def few_groups(rng):
    X, _ = clouds(rng, (40, 40, 40), 2)
    return [Case((np.array_split(X.round(2), 6), [2, 3], 5), note="three clear groups, one after the other")]


def uneven(rng):
    cases = []
    for d, sizes in ((2, (60, 25, 90)), (5, (30, 80, 45, 60))):
        X, middles = clouds(rng, sizes, d, apart=4.0)
        given = middles + rng.standard_normal(middles.shape)
        cases.append(
            Case((cut(rng, rng.permutation(X), 9), given), note="chunks of uneven size, centroids off the means")
        )
    X, middles = clouds(rng, (60, 50), 1)
    cases.append(Case((cut(rng, X, 12), middles), note="a single column"))
    return cases


def empty_clusters(rng):
    X, middles = clouds(rng, (50, 40, 60), 3)
    far = middles.max(axis=0) + 500.0
    given = np.vstack([middles[:1], far, middles[1:]])
    return [
        Case((cut(rng, X, 7), given), note="a centroid with no row near"),
        Case(([*cut(rng, X, 7), far[None] + 1.0], given), note="a centroid with one row"),
    ]


def distant(rng):
    X, middles = clouds(rng, (50, 40, 60), 2)
    away = 1e7 * rng.choice([-1.0, 1.0], 2)
    return [Case((cut(rng, X + away, 7), middles + away), note="rows ten million away from the origin")]


def single_precision(rng):
    X, middles = clouds(rng, (1500, 900, 1200), 3)
    chunks = [part.astype(np.float32) for part in np.array_split(X + 300.0, 4)]
    return [Case((chunks, middles + 300.0), note="float32 rows")]


def ordered(rng):
    cases = []
    for sizes, ks in (((160, 240, 200, 180), [3, 4, 5]), ((150, 150, 300, 200, 200), [5])):
        X, _ = clouds(rng, sizes, 3)
        cases.append(
            Case(
                (cut(rng, X, 20), ks, int(rng.integers(0, 1000))),
                note=f"{len(sizes)} clear groups, one after the other",
            )
        )
    return cases


def many_ks(rng):
    X, _ = clouds(rng, (100, 120, 80), 2)
    seed = int(rng.integers(0, 1000))
    return [Case((np.array_split(X, 5), [2, 3], [2, 3, 4, 5, 6, 7], seed), note="two values of k, and six")]


def repeated(rng):
    X = rng.standard_normal((300, 2))
    return [
        Case(
            (np.array_split(X, 4), [3, 6], int(rng.integers(1, 1000))), note="rows without groups, the same seed twice"
        )
    ]


def large(rng):
    """Groups so far apart that k-means on any sample finds the same ones, and so the same score over all rows."""
    middles = centres(rng, 8, 12, apart=20.0)
    seed = int(rng.integers(1, 1000))
    return [
        Case((middles, 56, 2500, seed, what), note="140,000 ordered rows, " + what) for what in ("score", "evaluate")
    ]


def exact(case, got, want):
    fault = None if got.raised else input_kept(case, got, want)
    return fault or same_score(case, got, want)


def mapping_fault(value, wanted):
    if not isinstance(value, dict):
        return "The answer is not a dictionary from k to score."
    if sorted(value) != sorted(wanted):
        return Kind("The dictionary does not have exactly the ks that were asked for.")
    for k, best in wanted.items():
        one = numbers(value[k])
        if one is None or one.ndim or not np.isfinite(one):
            return f"The score for k = {k} is not one finite number."
        if one < 0.9 * best:
            return Kind(
                f"The score for k = {k} is less than nine tenths of what k-means on all rows reaches.",
                f"The score for k = {k} is {float(one):.6g}, and k-means on all rows reaches about {best:.6g}.",
            )
        if one > 1.05 * best:
            return Kind(
                f"The score for k = {k} is more than any grouping of these rows has.",
                f"The score for k = {k} is {float(one):.6g}, and the best grouping has about {best:.6g}.",
            )
    return None


def good_scores(case, got, want):
    fault = raised_sentence(got.raised) if got.raised else input_kept(case, got, want)
    return fault or mapping_fault(got.value, want.value)


def few_passes(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    fewer, more = got.value
    if not fewer:
        return "The data was not read at all."
    if more > fewer:
        return Kind(
            "More values of k took more passes over the data.", f"Two values of k took {fewer} passes, six took {more}."
        )
    return None


def repeats(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    first, second = got.value
    if not isinstance(first, dict) or not isinstance(second, dict):
        return "The answer is not a dictionary from k to score."
    if any(not np.isclose(first[k], second.get(k, np.nan), rtol=1e-9) for k in first):
        return Kind("The same seed gave two different scores.")
    return None


def little_memory(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    answer, peak = got.value
    middles, chunks, rows, _, _ = case.args
    if peak > 0.5 * chunks * rows * middles.shape[1] * 8:
        return Kind("At some time, more than half of the data was held in memory.")
    best = want.value[0]
    found = numbers(answer)
    if found is None or found.ndim or not abs(found - best) <= 1e-6 * best:
        return Kind("The score of many rows is not right.")
    return None


CHECKS = [
    Check("the score of five points in chunks", small, observe_score, exact, visible=True),
    Check("three clear groups are scored", few_groups, observe_scores, good_scores, visible=True, many_answers=True),
    Check(
        "chunks of uneven size, centroids off the means",
        uneven,
        observe_score,
        exact,
        weight=2,
        hint="Compare with scikit-learn's index of all rows at once.",
    ),
    Check(
        "a centroid without rows does not count",
        empty_clusters,
        observe_score,
        exact,
        hint="Think of a centroid that no row is near to.",
    ),
    Check(
        "rows far from the origin",
        distant,
        observe_score,
        exact,
        hint="Think of how many digits are left when two large numbers are subtracted.",
    ),
    Check(
        "rows in single precision",
        single_precision,
        observe_score,
        exact,
        hint="Think of the dtype of your running sums.",
    ),
    Check(
        "ordered rows are scored over all of them",
        ordered,
        observe_scores,
        good_scores,
        weight=2,
        many_answers=True,
        hint="Think of the order of the rows, and of which rows the score is about.",
    ),
    Check(
        "more values of k take no more passes",
        many_ks,
        observe_passes,
        few_passes,
        hint="Count how often your code calls read.",
    ),
    Check(
        "memory does not grow with the data",
        large,
        observe_memory,
        little_memory,
        weight=2,
        seconds=30,
        many_answers=True,
        hint="Think of what your code still holds after the chunk it came from.",
    ),
    Check(
        "the same seed gives the same scores",
        repeated,
        observe_repeats,
        repeats,
        hint="Call the function twice with the same seed.",
    ),
]
