"""Checks of the best k of a stream: order, ties, items of any kind, calls in between, memory and work."""

from hotseat.reference.check import Case, Check, Kind, Speed
from hotseat.reference.compare import raised_sentence, raises

MOST = 150
"""How often scores may be compared for each addition, on average; a heap needs some twenty to thirty-five."""


def observe_top(candidate, k, items, scores, asked=()):
    """What top gives at the end, and before each addition whose number is asked for."""
    best = candidate.TopK(k)
    found = []
    for number, (item, score) in enumerate(zip(items, scores, strict=True)):
        if number in asked:
            found.append([(one, value) for one, value in best.top()])
        best.add(item, score)
    return [*found, [(one, value) for one, value in best.top()]]


def observe_nan(candidate, k, items, scores):
    """How many scores were refused with a ValueError, and what is there in the end."""
    best = candidate.TopK(k)
    refused = 0
    for item, score in zip(items, scores, strict=True):
        try:
            best.add(item, score)
        except ValueError:
            refused += 1
    return [[("refused", refused)], [(one, value) for one, value in best.top()]]


def observe_two(candidate, k, items, scores):
    first, second = candidate.TopK(k), candidate.TopK(k)
    for item, score in zip(items, scores, strict=True):
        first.add(item, score)
        second.add(item, -score)
    return [[(one, value) for one, value in best.top()] for best in (first, second)]


def observe_memory(candidate, k, scores):
    """The items' places at the end, and the largest number of items that were alive at once."""
    alive = [0, 0]

    class Item:
        def __init__(self, place):
            self.place = place
            alive[0] += 1
            alive[1] = max(alive)

        def __del__(self):
            alive[0] -= 1

    best = candidate.TopK(k)
    for place, score in enumerate(scores):
        best.add(Item(place), score)
    return [item.place for item, _ in best.top()], alive[1]


def observe_work(candidate, k, scores):
    """The items at the end, and how often scores were compared, for each addition on average."""
    compared = [0]

    class Score(float):
        """A number that counts how often it is compared."""

        __hash__ = float.__hash__

        def __lt__(self, other):
            compared[0] += 1
            return float(self) < other

        def __le__(self, other):
            compared[0] += 1
            return float(self) <= other

        def __gt__(self, other):
            compared[0] += 1
            return float(self) > other

        def __ge__(self, other):
            compared[0] += 1
            return float(self) >= other

        def __eq__(self, other):
            compared[0] += 1
            return float(self) == other

        def __ne__(self, other):
            compared[0] += 1
            return float(self) != other

    best = candidate.TopK(k)
    for number, score in enumerate(scores):
        best.add(number, Score(score))
    each = compared[0] / len(scores)
    return [item for item, _ in best.top()], each


def observe_last(candidate, k, additions, seed):
    """The first and the last of the best at the end of a stream of rising scores."""
    import random

    rng = random.Random(seed)
    best = candidate.TopK(k)
    score = 0.0
    for number in range(additions):
        score += rng.random()
        best.add(number, score)
    found = [(item, value) for item, value in best.top()]
    return [found[:2] + found[-2:]]


def observe_made(candidate, k):
    candidate.TopK(k)
    return "made"


def same_tops(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    if not isinstance(got.value, list) or len(got.value) != len(want.value):
        return Kind("top should return a list of pairs.")
    for found, right in zip(got.value, want.value, strict=True):
        if found == right and [type(item) for item, _ in found] == [type(item) for item, _ in right]:
            continue
        kind = Kind("The best items are not the right ones.", f"top gave {found} where {right} was expected.")
        if [score for _, score in found] == [score for _, score in right]:
            return Kind("Among equal scores the wrong items are there, or in the wrong order.", str(kind.full))
        return kind
    return None


def little_memory(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    k = case.args[0]
    places, most = got.value
    if places != want.value[0]:
        return Kind("The best items of a long stream are not the right ones.")
    if most > 4 * k + 50:
        return Kind("Many more than k items are kept.", f"{most} items were kept for k = {k}.")
    return None


def little_work(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    items, each = got.value
    if items != want.value[0]:
        return Kind("The best items of a long stream are not the right ones.")
    if each > MOST:
        full = f"Scores were compared {each:.0f} times for each addition on average; at most {MOST} are allowed."
        return Kind("The work for one addition grows with k.", full)
    return None


def numbered(n):
    return [f"i{k}" for k in range(n)]


def levels(rng, n, many):
    return rng.integers(0, many, n).astype(float).tolist()


def few(rng):
    scores = [2.0, 5.0, 1.0, 2.5, 3.0, 4.0]
    return [
        Case((3, list("abcdef"), scores), note="six items"),
        Case((4, numbered(9), rng.permutation(9).astype(float).tolist()), note="nine items"),
    ]


def few_ties(rng):
    return [Case((3, list("abcdef"), [2.0, 5.0, 1.0, 2.0, 2.0, 4.0]), note="equal scores")]


def any_k(rng):
    scores = rng.standard_normal(40).round(3).tolist()
    return [Case((k, numbered(40), scores), note=f"k = {k} of 40 items") for k in (1, 2, 10, 39, 40, 41, 100)]


def ties(rng):
    cases = [Case((k, numbered(50), levels(rng, 50, 4)), note=f"few different scores, k = {k}") for k in (1, 5, 17, 49)]
    cases += [Case((3, numbered(8), [1.0] * 8), note="the same score for all")]
    order = numbered(30)[::-1]
    return [*cases, Case((6, order, levels(rng, 30, 3)), note="items whose names fall")]


def kinds(rng):
    items = [{"a": 1}, {"b": 2}, [3], None, {"a": 1}, "x", 4, (5,), {"c": 3}, [3], None, 0]
    return [Case((7, items, levels(rng, len(items), 2)), note="items that cannot be compared or hashed")]


def twice(rng):
    items = [f"i{k}" for k in rng.integers(0, 4, 20)]
    return [Case((6, items, levels(rng, 20, 5)), note="items that come several times")]


def between(rng):
    return [
        Case((4, numbered(20), levels(rng, 20, 6), [0, 1, 3, 4, 5, 10, 11, 19]), note="top called in between"),
        Case((3, [], []), note="no items"),
    ]


def infinite(rng):
    low, high = float("-inf"), float("inf")
    return [
        Case((3, numbered(6), [low, low, 1.0, high, low, high]), note="infinite scores"),
        Case((4, numbered(6), [low, low, 1.0, low, low, low]), note="mostly minus infinity"),
        Case((3, numbered(12), [int(v) for v in rng.integers(-5, 5, 12)]), note="whole scores, some below zero"),
    ]


def none_at_all(rng):
    return [Case((0, numbered(6), levels(rng, 6, 3)), note="k = 0")]


def not_numbers(rng):
    scores = levels(rng, 12, 4)
    for place in (0, 3, 11):
        scores[place] = float("nan")
    early = [float("nan"), 1.0, float("nan"), 3.0]
    return [
        Case((4, numbered(12), scores), note="scores that are NaN"),
        Case((3, numbered(4), early), note="an early NaN"),
        Case((0, numbered(4), early), note="NaN where k = 0"),
    ]


def pairs(rng):
    return [Case((3, numbered(20), rng.standard_normal(20).tolist()), note="two objects fed in turns")]


def endless(rng):
    return [
        Case((int(rng.integers(5, 20)), rng.standard_normal(3000).tolist()), note="a long stream"),
        Case((10, sorted(rng.standard_normal(2000).tolist())), note="a long rising stream"),
        Case((10, [1.0] * 2000), note="a long stream of equal scores"),
    ]


def bad(rng):
    return [Case((-1,), note="k = -1"), Case((-int(rng.integers(2, 9)),), note="a negative k")]


def large(rng):
    scores = rng.standard_normal(1500).tolist()
    return [
        Case((750, sorted(scores)), note="rising scores and a large k"),
        Case((750, scores), note="random scores and a large k"),
    ]


def very_large(rng):
    return [Case((4000, 5000, int(rng.integers(1, 1000))), note="k = 4,000 and 5,000 rising scores")]


CHECKS = [
    Check("the best of a few items", few, observe_top, same_tops, visible=True, weight=2),
    Check("of equal scores the earlier one", few_ties, observe_top, same_tops, visible=True, weight=2),
    Check("any k", any_k, observe_top, same_tops, weight=2, hint="Think of k = 1, and of more places than items."),
    Check(
        "many equal scores", ties, observe_top, same_tops, weight=2, hint="Compare with a stable sort of everything."
    ),
    Check(
        "items of any kind", kinds, observe_top, same_tops, weight=2, hint="What is compared when two scores are equal?"
    ),
    Check("items that come again", twice, observe_top, same_tops, hint="Think of the same item with another score."),
    Check("top in between", between, observe_top, same_tops, hint="Call it twice, and add more items afterwards."),
    Check(
        "infinite and whole scores", infinite, observe_top, same_tops, hint="Think of infinities and negative scores."
    ),
    Check("k = 0", none_at_all, observe_top, same_tops, hint="Think of the smallest k."),
    Check(
        "a score that is no number is refused", not_numbers, observe_nan, same_tops, hint="What does NaN compare to?"
    ),
    Check("two objects share nothing", pairs, observe_two, same_tops, hint="Make two of them."),
    Check("little memory", endless, observe_memory, little_memory, hint="How many items do you hold after a million?"),
    Check("a negative k is refused", bad, observe_made, raises("ValueError"), hint="Think of a k that makes no sense."),
    Check(
        "the work grows slowly",
        large,
        observe_work,
        little_work,
        weight=2,
        hint="What does one addition cost when k is large?",
    ),
    Check(
        "a very large k is quick",
        very_large,
        observe_last,
        same_tops,
        speed=Speed(at_most=30, repeats=2),
        hint="Time an addition for k = 10 and for k = 10,000.",
    ),
]
