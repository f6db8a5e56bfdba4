"""Checks of samples of a stream: every subset against its exact probability, one pass, little memory, and the merge.

Counts are held to bounds of 6.5 standard errors, as in ``reference.draws``, so a right sampler is not blamed by chance.
"""

from itertools import combinations
from math import comb

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import numbers, raised_sentence, raises
from hotseat.reference.draws import share

TRIALS = 1500
SPARE, TIMES = 50, 4
"""A sample may hold ``TIMES`` k items and ``SPARE`` more at any moment."""


def observe_samples(candidate, n, k, trials, seed):
    """Samples of the stream 0 .. n - 1, each from a new iterator and all from one generator."""
    import numpy as np

    rng = np.random.default_rng(seed)
    return [[int(item) for item in candidate.reservoir_sample(iter(range(n)), k, rng)] for _ in range(trials)]


def observe_sample(candidate, items, k, seed):
    import numpy as np

    return list(candidate.reservoir_sample((item for item in items), k, np.random.default_rng(seed)))


def observe_kinds(candidate, items, k, seed):
    """Which of the items come back, told by what they are and not by what they equal."""
    import numpy as np

    given = list(items)
    found = candidate.reservoir_sample(iter(given), k, np.random.default_rng(seed))
    return [next((i for i, item in enumerate(given) if item is one), -1) for one in found]


def observe_memory(candidate, n, k, seed):
    """The largest number of items that were alive at once while the stream was read."""
    import numpy as np

    alive = [0, 0]

    class Event:
        def __init__(self):
            alive[0] += 1
            alive[1] = max(alive)

        def __del__(self):
            alive[0] -= 1

    def events():
        for _ in range(n):
            yield Event()

    found = candidate.reservoir_sample(events(), k, np.random.default_rng(seed))
    return len(found), alive[1]


def observe_repeats(candidate, n, k, seed, outside):
    import numpy as np

    np.random.seed(outside)
    rng = np.random.default_rng(seed)
    found = [sorted(int(i) for i in candidate.reservoir_sample(iter(range(n)), k, rng)) for _ in range(2)]
    twin = candidate.reservoir_sample(iter(range(n)), k, np.random.default_rng(seed))
    first, second = list(range(k)), list(range(100, 100 + k))
    merged = [
        sorted(int(i) for i in candidate.merge_samples(first, n, second, n, k, np.random.default_rng(s)))
        for s in (seed, seed, seed + 1)
    ]
    return [*found, sorted(int(i) for i in twin)], merged, np.random.random_sample(3)


def observe_merges(candidate, n_first, n_second, k, trials, seed):
    """Merged samples; those handed in are fair and sorted, so that no place in them is like another."""
    import numpy as np

    rng, own = np.random.default_rng(seed), np.random.default_rng(seed + 1)
    found = []
    for _ in range(trials):
        first = np.sort(own.permutation(n_first)[:k]).tolist()
        second = np.sort(n_first + own.permutation(n_second)[:k]).tolist()
        found.append([int(i) for i in candidate.merge_samples(first, n_first, second, n_second, k, rng)])
    return found


def observe_merge(candidate, first, n_first, second, n_second, k, seed):
    import numpy as np

    found = candidate.merge_samples(first, n_first, second, n_second, k, np.random.default_rng(seed))
    return [int(i) for i in found], first, second


def observe_merged_kinds(candidate, first, second, n, k, seed):
    """Which of the items come back, told by what they are, where each sample is of n items."""
    import numpy as np

    found = candidate.merge_samples(list(first), n, list(second), n, k, np.random.default_rng(seed))
    return [next((i for i, item in enumerate([*first, *second]) if item is one), -1) for one in found]


def seeded(rng):
    return int(rng.integers(1, 2**31))


def subsets_of(found, n, k):
    """None where the samples are subsets of 0 .. n - 1 of size k, each equally often, else a sentence."""
    counts = {}
    for sample in found:
        if len(sample) != k:
            return Kind("A sample has the wrong size.", f"The size of a sample is {len(sample)}, not {k}.")
        if len(set(sample)) != k:
            return Kind("A sample holds an event twice.", f"The sample {sorted(sample)} holds an event twice.")
        if not set(sample) <= set(range(n)):
            return Kind("A sample holds something that was not in the stream.")
        counts[tuple(sorted(sample))] = counts.get(tuple(sorted(sample)), 0) + 1
    for i in range(n):
        hits = sum(times for subset, times in counts.items() if i in subset)
        wrong = share(hits, len(found), k / n, f"Event {i + 1} of {n} is in the sample")
        if wrong:
            return Kind("Not every event is equally likely to be in the sample.", wrong)
    for subset in combinations(range(n), k):
        wrong = share(counts.get(subset, 0), len(found), 1 / comb(n, k), f"The sample {list(subset)} comes up")
        if wrong:
            return Kind("Not every set of events is equally likely to be the sample.", wrong)
    return None


def samples_fair(case, got, want):
    n, k, *_ = case.args
    return raised_sentence(got.raised) if got.raised else subsets_of(got.value, n, k)


def thirds_fair(case, got, want):
    n, k, trials, _ = case.args
    if got.raised:
        return raised_sentence(got.raised)
    found = [i for sample in got.value for i in sample]
    if len(found) != k * trials:
        return Kind("A sample has the wrong size.")
    for third, name in enumerate(("first", "second", "last")):
        hits = sum(third * n <= 3 * i < (third + 1) * n for i in found)
        wrong = share(hits, len(found), 1 / 3, f"An event of the {name} third of {n} is in the sample")
        if wrong:
            return Kind(f"The {name} third of a long stream is in the sample too often or too rarely.", wrong)
    return None


def merged_kinds(case, got, want):
    k = case.args[3]
    if got.raised:
        return raised_sentence(got.raised)
    if len(got.value) != k or len(set(got.value)) != k or -1 in got.value:
        return Kind("The merged sample is not made of k different items of both samples, as they are.")
    return None


def merges_fair(case, got, want):
    n_first, n_second, k, *_ = case.args
    n = n_first + n_second
    return raised_sentence(got.raised) if got.raised else subsets_of(got.value, n, min(k, n))


def all_of_them(case, got, want):
    items, k, _ = case.args
    if got.raised:
        return raised_sentence(got.raised)
    if sorted(got.value) != (sorted(items) if k else []):
        return f"The sample is {got.value} where all of {list(items)[:12]} were expected."
    return None


def places_only(case, got, want):
    items, k, _ = case.args
    if got.raised:
        return raised_sentence(got.raised)
    if len(got.value) != min(k, len(items)) or len(set(got.value)) != len(got.value) or -1 in got.value:
        return Kind("The sample is not made of k different events of the stream, as they are.")
    return None


def little_memory(case, got, want):
    k = case.args[1]
    if got.raised:
        return raised_sentence(got.raised)
    size, most = got.value
    if size != k:
        return Kind("The sample has the wrong size.")
    if most > TIMES * k + SPARE:
        return Kind(
            "Far more than k events were kept in memory.", f"Up to {most} events were kept, for a sample of {k}."
        )
    return None


def repeatable(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    (first, second, twin), merged, after = got.value
    if first != twin or merged[0] != merged[1]:
        return Kind("Two generators with the same seed gave different samples.")
    if first == second or merged[0] == merged[2]:
        return Kind("The same sample came twice, although the generator had moved on or had another seed.")
    rest = numbers(after)
    if rest is None or not np.array_equal(rest, np.random.RandomState(case.args[3]).random_sample(3)):
        return Kind("The draws changed NumPy's global generator.")
    return None


def merged_whole(case, got, want):
    first, n_first, second, n_second, k, _ = case.args
    if got.raised:
        return raised_sentence(got.raised)
    found, first_after, second_after = got.value
    size = min(k, n_first + n_second)
    if len(found) != size or len(set(found)) != size or not set(found) <= {*first, *second}:
        return Kind(
            "The merged sample is not made of the right number of different events from both samples.",
            f"The merged sample {found} should hold {size} different events out of both samples.",
        )
    if list(first_after) != list(first) or list(second_after) != list(second):
        return Kind("A sample that was handed in is not what it was before.")
    return None


def few(rng):
    return [
        Case((2, 1, 400, seeded(rng)), note="one of two events"),
        Case((4, 2, TRIALS, seeded(rng)), note="two of four events"),
    ]


def more(rng):
    return [
        Case((5, 3, TRIALS, seeded(rng)), note="three of five events"),
        Case((7, 1, TRIALS, seeded(rng)), note="one of seven events"),
        Case((5, 4, TRIALS, seeded(rng)), note="all events but one"),
    ]


def short(rng):
    items = rng.permutation(50)[:6].tolist()
    return [
        Case((items, 9, seeded(rng)), note="fewer events than k"),
        Case((items, 6, seeded(rng)), note="as many events as k"),
        Case(([], 3, seeded(rng)), note="no events"),
        Case((items, 0, seeded(rng)), note="a sample of none"),
    ]


def negative(rng):
    return [Case((list(range(5)), -1, seeded(rng)), note="a negative k")]


def kinds(rng):
    items = [None, 0, 0.0, "", [1, 2], {"a": 1}, [3], "x", False, (1, 2), {"b": 2}, [4]]
    return [Case((items, 9, seeded(rng)), note="events of any kind, some of them empty")]


def long(rng):
    return [Case((4000, int(rng.integers(8, 20)), seeded(rng)), note="four thousand events")]


def long_fair(rng):
    return [Case((300, 5, 80, seeded(rng)), note="five of three hundred events")]


def any_merge(rng):
    mixed = [1, "a", (1, 2), None], [2.5, "b", [3], (4, 5)]
    same_kind = [(1, 2), (3, 4), (5, 6)], [(7, 8), (9, 1), (2, 3)]
    return [
        Case((*mixed, 50, 4, seeded(rng)), note="samples of items of any kind"),
        Case((*same_kind, 50, 3, seeded(rng)), note="samples of pairs"),
        Case((*mixed, 900_000_000, 4, seeded(rng)), note="two streams of nearly a billion events"),
    ]


def twice(rng):
    return [Case((300, 20, seeded(rng), int(rng.integers(1, 10_000))), note="several generators")]


def small_merge(rng):
    return [
        Case(([1, 2, 3], 30, [7, 8, 9], 3, 3, seeded(rng)), note="a long and a short stream"),
        Case(([1, 2], 2, [7, 8, 9], 9, 3, seeded(rng)), note="a stream of two events, k = 3"),
    ]


def odd_merge(rng):
    return [
        Case(([1, 2], 2, [7], 1, 5, seeded(rng)), note="fewer events than k in both streams together"),
        Case(([], 0, [7, 8, 9], 12, 3, seeded(rng)), note="an empty first stream"),
        Case(([4, 5, 6], 8, [], 0, 3, seeded(rng)), note="an empty second stream"),
        Case(([1], 1, list(range(10, 14)), 40, 4, seeded(rng)), note="a stream of one event"),
        Case(([], 5, [], 7, 0, seeded(rng)), note="k = 0"),
    ]


def merges(rng):
    cases = []
    for n_first, n_second, k in ((2, 2, 2), (4, 1, 2), (1, 3, 3), (3, 3, 2)):
        note = f"streams of {n_first} and {n_second} events, k = {k}"
        cases.append(Case((n_first, n_second, k, TRIALS, seeded(rng)), note=note))
    return cases


CHECKS = [
    Check(
        "each set of a few events equally often",
        few,
        observe_samples,
        samples_fair,
        visible=True,
        weight=2,
        many_answers=True,
    ),
    Check(
        "all events where there are no more than k", short, observe_sample, all_of_them, visible=True, many_answers=True
    ),
    Check(
        "a merged sample of the right size", small_merge, observe_merge, merged_whole, visible=True, many_answers=True
    ),
    Check(
        "each set of events equally often",
        more,
        observe_samples,
        samples_fair,
        weight=3,
        hint="Count how often each event, and each set of events, is the sample of a short stream.",
    ),
    Check(
        "a long stream is sampled evenly",
        long_fair,
        observe_samples,
        thirds_fair,
        hint="Does an event late in a long stream have the same chance as an early one?",
    ),
    Check(
        "a negative k is refused",
        negative,
        observe_sample,
        raises("ValueError"),
        hint="Think of a k that makes no sense.",
    ),
    Check(
        "events of any kind",
        kinds,
        observe_kinds,
        places_only,
        hint="Think of events that are equal, empty or None, or cannot be hashed.",
    ),
    Check("little memory", long, observe_memory, little_memory, weight=2, hint="How many events do you hold at once?"),
    Check(
        "the generator that is handed in makes all draws",
        twice,
        observe_repeats,
        repeatable,
        hint="Use one generator twice, and two generators of one seed.",
    ),
    Check(
        "merged samples hold each set equally often",
        merges,
        observe_merges,
        merges_fair,
        weight=3,
        hint="How many come from the first stream if one draws from both together? And which ones of its sample?",
    ),
    Check(
        "merges of short and empty streams",
        odd_merge,
        observe_merge,
        merged_whole,
        hint="Think of streams with fewer events than k.",
    ),
    Check(
        "merges of any items and of long streams",
        any_merge,
        observe_merged_kinds,
        merged_kinds,
        hint="Think of items of mixed types, and of streams that do not fit into memory.",
    ),
]
