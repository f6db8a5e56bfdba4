"""Checks of the parallel evaluation: right indices, results in order and alike for any number of workers, and work side by side.

Workers may be threads or processes, so what runs inside them tells by files what it saw. Calls that should be under way together
wait for one another; only an evaluation that is not parallel waits in vain. A call in another process waits six seconds,
since one more process may take as long to begin; one in another thread waits for two, since threads begin at once; and one
in the caller's own thread, which nobody else can be waiting for, waits for one.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import input_kept, raised_sentence, raises, same, short

same_numbers = same(rtol=1e-6, atol=1e-9)


def observe_k(candidate, X, k, seed):
    first, second = candidate.evaluate_k(X, k, seed)
    return float(first), float(second)


def observe_all(candidate, X, ks, n_jobs, seed):
    """The ks in the order of the dictionary, and their pairs of indices."""
    told = candidate.evaluate_parallel(X, ks, n_jobs=n_jobs, random_state=seed)
    return [int(k) for k in told], [[float(one) for one in told[k]] for k in told]


def observe_workers(candidate, X, ks, seed):
    """The pairs of indices of one, two and all workers."""
    told = [candidate.evaluate_parallel(X, ks, n_jobs=n_jobs, random_state=seed) for n_jobs in (1, 2, -1)]
    return [[[float(one) for one in by_k[k]] for k in ks] for by_k in told]


def observe_calls(candidate, X, ks, n_jobs, seed):
    """What evaluate was called with, as it tells itself; a large k is done first."""

    def evaluate(rows, k, random_state):
        import time

        time.sleep(0.2 / k)
        return k, random_state, float(rows.sum()), rows.shape

    told = candidate.evaluate_parallel(X, ks, n_jobs, seed, evaluate)
    return [[int(k), told[k]] for k in told]


def observe_defaults(candidate, X, ks):
    told = candidate.evaluate_parallel(X, ks, evaluate=lambda rows, k, seed: [k, seed])
    return [told[k] for k in ks]


def observe_meeting(candidate, X, ks, n_jobs):
    """For each k, the most calls that it saw under way at a time."""
    import os
    import tempfile
    import threading

    place, caller = tempfile.mkdtemp(), (os.getpid(), threading.get_ident())

    def evaluate(rows, k, random_state):
        import os
        import threading
        import time
        from pathlib import Path

        here, settled = Path(place), Path(place + "-settled")
        patience = 6 if os.getpid() != caller[0] else 2 if threading.get_ident() != caller[1] else 1
        mark, until = here / str(k), time.monotonic() + (patience if n_jobs > 1 else 0)
        mark.touch()
        most = len(list(here.iterdir()))
        while most < n_jobs and not settled.exists() and time.monotonic() < until:
            time.sleep(0.01)
            most = max(most, len(list(here.iterdir())))
        # As many as there are workers have met, or the first has waited in vain: the others need not wait.
        settled.touch()
        for _ in range(5):
            time.sleep(0.01)
            most = max(most, len(list(here.iterdir())))
        mark.unlink()
        return most

    told = candidate.evaluate_parallel(X, ks, n_jobs, None, evaluate)
    return [told[k] for k in ks]


def observe_default_workers(candidate, X, ks):
    """How many processors there are, and for each k whether another one was under way while it waited for it."""
    import os
    import tempfile
    import threading

    from joblib import cpu_count

    place, processors, caller = tempfile.mkdtemp(), cpu_count(), (os.getpid(), threading.get_ident())

    def evaluate(rows, k, random_state):
        import os
        import threading
        import time
        from pathlib import Path

        (Path(place) / str(k)).touch()
        patience = 6 if os.getpid() != caller[0] else 2 if threading.get_ident() != caller[1] else 1
        until = time.monotonic() + (patience if processors > 1 and k == ks[0] else 0)
        while len(list(Path(place).iterdir())) < 2 and time.monotonic() < until:
            time.sleep(0.01)
        return len(list(Path(place).iterdir()))

    told = candidate.evaluate_parallel(X, ks, evaluate=evaluate)
    return processors, [told[k] for k in ks]


def observe_starts(candidate, X, k, seeds):
    return [float(candidate.evaluate_k(X, k, seed)[0]) for seed in seeds]


def observe_failure(candidate, X, ks, n_jobs):
    def evaluate(rows, k, random_state):
        if k == ks[1]:
            raise KeyError("no such k")
        return k

    return candidate.evaluate_parallel(X, ks, n_jobs, 0, evaluate)


def nested(rng, n=12):
    """Eight groups in pairs of pairs, so that 2, 4 and 8 centroids have one best grouping each."""
    corners = np.array([[a, b, c] for a in (0.0, 320.0) for b in (0.0, 80.0) for c in (0.0, 20.0)])
    rows = np.concatenate([corner + rng.standard_normal((n, 3)) for corner in corners])
    return rng.permutation(rows) + rng.uniform(-50, 50, 3)


def seeded(rng):
    return int(rng.integers(0, 10_000))


def small(rng):
    X = np.array([[0.0, 0.0], [0.0, 2.0], [9.0, 0.0], [9.0, 2.0], [0.0, 9.0]])
    return [Case((X, 3, 0), note="five points in three groups")]


def one_k(rng):
    X = nested(rng)
    return [Case((X, k, seeded(rng)), note=f"nested groups, k of {k}") for k in (2, 4, 8)]


def few_ks(rng):
    return [Case((nested(rng, 4).round(2), [4, 2], 2, 5), note="two values of k, two workers")]


def many_ks(rng):
    return [
        Case((nested(rng), [8, 2, 4], 2, seeded(rng)), note="ks out of order, two workers"),
        Case((nested(rng), [8], 2, seeded(rng)), note="more workers than ks"),
        Case((nested(rng), [4], -1, seeded(rng)), note="a single k"),
    ]


def groupless(rng):
    return [Case((rng.standard_normal((90, 3)), [3, 7, 5, 6], seeded(rng) + 1), note="rows without groups")]


def calls(rng):
    return [
        Case((rng.standard_normal((20, 2)), [2, 9, 3, 4], 2, seeded(rng)), note="an evaluate that tells its arguments"),
        Case((rng.standard_normal((20, 2)), [2, 9, 3], 2, None), note="a call without a seed"),
    ]


def defaults(rng):
    return [Case((rng.standard_normal((10, 2)), [3, 2]), note="n_jobs and the seed left out, evaluate a lambda")]


def meetings(rng):
    return [
        Case((rng.standard_normal((10, 2)), [2, 3, 4, 5], n_jobs), note=f"n_jobs of {n_jobs}") for n_jobs in (2, 1, 3)
    ]


def default_workers(rng):
    return [Case((rng.standard_normal((10, 2)), [2, 3, 4]), note="n_jobs left out")]


def crowded(rng):
    """Sixteen groups and thirteen centroids, with which single starts end at very different groupings."""
    rows = [rng.normal([9.0 * i, 9.0 * j], 1.0, (10, 2)) for i in range(4) for j in range(4)]
    seeds = [int(seed) for seed in rng.integers(0, 10_000, 8)]
    return [Case((rng.permutation(np.concatenate(rows)), 13, seeds), note="sixteen groups and thirteen centroids")]


def failing(rng):
    return [
        Case((rng.standard_normal((10, 2)), [2, 3, 4], n_jobs), note=f"an evaluate that fails, with n_jobs of {n_jobs}")
        for n_jobs in (1, 2)
    ]


def in_order(case, got, want):
    fault = raised_sentence(got.raised) if got.raised else input_kept(case, got, want)
    if fault:
        return fault
    if got.value[0] != want.value[0]:
        return Kind("The keys of the dictionary are not the ks in their order.")
    return same_numbers(case, got, want)


def alike(case, got, want):
    fault = raised_sentence(got.raised) if got.raised else input_kept(case, got, want)
    if fault:
        return fault
    one, two, many = (np.asarray(numbers, dtype=float) for numbers in got.value)
    if not (np.allclose(one, two, rtol=1e-9) and np.allclose(one, many, rtol=1e-9)):
        return Kind("The same seed gave other numbers with another number of workers.")
    return None


def side_by_side(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    n_jobs = case.args[2]
    if any(not isinstance(most, int) for most in got.value):
        return f"What evaluate returned did not come back: {short(got.value)}."
    if max(got.value) > n_jobs:
        return Kind(f"{max(got.value)} calls of evaluate were under way at the same time, with n_jobs at {n_jobs}.")
    if n_jobs > 1 and max(got.value) < 2:
        return Kind(f"The calls of evaluate came one after the other, with n_jobs at {n_jobs}.")
    if max(got.value) < n_jobs:
        return Kind(f"Only {max(got.value)} calls of evaluate were under way at a time, with n_jobs at {n_jobs}.")
    return None


def all_at_work(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    processors, seen = got.value
    if any(not isinstance(one, int) for one in seen):
        return f"What evaluate returned did not come back: {short(seen)}."
    if processors > 1 and seen[0] < 2:
        return Kind("With n_jobs left out, the calls of evaluate came one after the other.")
    return None


def good_starts(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    if not all(np.isfinite(got.value)) or min(got.value) < 0.9 * max(want.value):
        return Kind("With some seeds the grouping is far from the best of ten starts.")
    return None


CHECKS = [
    Check("the indices of five points in three groups", small, observe_k, same_numbers, visible=True),
    Check("two values of k with two workers", few_ks, observe_all, in_order, visible=True),
    Check("the indices of clear groups", one_k, observe_k, same_numbers, hint="Compare with the labels you know."),
    Check(
        "every k has its result, in the order of ks",
        many_ks,
        observe_all,
        in_order,
        weight=2,
        hint="Think of ks that are not sorted, and of more workers than ks.",
    ),
    Check(
        "the number of workers changes no number",
        groupless,
        observe_workers,
        alike,
        weight=2,
        hint="Run one worker and several, with the same seed.",
    ),
    Check(
        "evaluate gets the rows, k and the seed",
        calls,
        observe_calls,
        same(rtol=1e-12, atol=1e-12),
        weight=2,
        hint="Hand in a function that returns its arguments, and let some calls take longer.",
    ),
    Check(
        "defaults and a lambda",
        defaults,
        observe_defaults,
        same(),
        hint="Call the function with as little as possible.",
    ),
    Check(
        "n_jobs calls at a time and no more",
        meetings,
        observe_meeting,
        side_by_side,
        weight=2,
        many_answers=True,
        hint="Hand in a function that tells when it begins and ends.",
    ),
    Check(
        "all processors unless told otherwise",
        default_workers,
        observe_default_workers,
        all_at_work,
        many_answers=True,
        hint="Leave n_jobs out.",
    ),
    Check(
        "no unlucky start spoils the indices",
        crowded,
        observe_starts,
        good_starts,
        many_answers=True,
        hint="Run evaluate_k with several seeds on many groups.",
    ),
    Check(
        "an error comes out",
        failing,
        observe_failure,
        raises("KeyError"),
        hint="Hand in a function that fails for one k.",
    ),
]
