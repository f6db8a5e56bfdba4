"""Checks of a mended ``click_rate``: all clicks over all views, whatever the sizes of the pages."""

from hotseat.reference.check import Case, Check, call
from hotseat.reference.compare import input_alone, same

near = same(rtol=1e-9, atol=1e-12)


def by_hand(rng):
    return [
        Case(([1, 10], [2, 1000]), note="a small page beside a large one"),
        Case(([3, 4], [10, 10]), note="two pages of one size"),
    ]


def pages(rng):
    views = rng.integers(50, 5000, 40)
    clicks = rng.binomial(views, rng.uniform(0.01, 0.3, 40))
    return [Case((clicks.tolist(), views.tolist()), note="forty pages of many sizes")]


def without_clicks(rng):
    views = rng.integers(20, 900, 6).tolist()
    return [
        Case(([5, 0], [10, 90]), note="a page that nobody clicked on"),
        Case(([0] * 6, views), note="pages that nobody clicked on"),
    ]


def without_views(rng):
    seen = int(rng.integers(20, 90))
    return [Case(([4, 0], [seen, 0]), note="a page without views"), Case(([0, 0], [0, 0]), note="pages without views")]


def nothing(rng):
    return [Case(([], []), note="no pages")]


def in_full(rng):
    return [Case(([1, 1], [3, 4]), note="a rate with many decimals"), Case(([1], [30_000]), note="a tiny rate")]


CHECKS = [
    Check("a small page weighs little", by_hand, call("click_rate"), near, visible=True, weight=2),
    Check("many pages of many sizes", pages, call("click_rate"), near, hint="Think of pages that differ in size."),
    Check(
        "views of pages without clicks count",
        without_clicks,
        call("click_rate"),
        near,
        weight=2,
        hint="Think of a page that many saw and nobody clicked on.",
    ),
    Check(
        "pages without views do no harm",
        without_views,
        call("click_rate"),
        near,
        hint="Think of a page that nobody has seen so far.",
    ),
    Check("no pages give nought", nothing, call("click_rate"), near, hint="Think of empty lists."),
    Check("the rate is not rounded", in_full, call("click_rate"), near, hint="Think of a tiny rate."),
    Check("the lists stay as they were", pages, call("click_rate"), input_alone, hint="Think of the caller's lists."),
]
