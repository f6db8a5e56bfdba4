"""Checks of mended rates: totals in place of averages, and a test whose error comes from the visitors."""

import numpy as np

from hotseat.reference.check import Case, Check
from hotseat.reference.compare import all_of, input_alone, same


def observe_rate(candidate, orders, visitors):
    return float(candidate.conversion_rate(orders, visitors))


def observe_z(candidate, orders_a, visitors_a, orders_b, visitors_b):
    return float(candidate.z_score(orders_a, visitors_a, orders_b, visitors_b))


def observe_merged(candidate, orders_a, visitors_a, orders_b, visitors_b):
    """Rates and z score by the day, and with all days merged into one."""
    args = (orders_a, visitors_a, orders_b, visitors_b)
    merged = tuple(x.sum(keepdims=True) for x in args)
    return [
        [
            float(candidate.conversion_rate(*a[:2])),
            float(candidate.conversion_rate(*a[2:])),
            float(candidate.z_score(*a)),
        ]
        for a in (args, merged)
    ]


def group(rng, days, rate, most=2000):
    visitors = rng.integers(5, most, days)
    return rng.binomial(visitors, rate), visitors


def two_days(rng):
    return [Case((np.array([1, 20]), np.array([10, 1000])), note="a quiet day and a busy one")]


def uneven(rng):
    return [
        Case(group(rng, 14, 0.04), note="two weeks of uneven days"),
        Case((np.array([3]), np.array([40])), note="a single day"),
        Case((np.array([0, 0, 2]), np.array([900, 1, 5])), note="days without orders"),
    ]


def empty_days(rng):
    orders, visitors = group(rng, 8, 0.1)
    orders[2:5], visitors[2:5] = 0, 0
    return [Case((orders, visitors), note="days without visitors")]


def ordinary(rng):
    return [Case((*group(rng, 14, 0.04), *group(rng, 14, 0.05)), note="two weeks of uneven days")]


def other_sizes(rng):
    return [
        Case((*group(rng, 14, 0.1), *group(rng, 14, 0.07, most=90)), note="groups of very different size, B below A"),
        Case((*group(rng, 6, 0.5, most=60), *group(rng, 6, 0.6, most=1500)), note="a small group and large rates"),
    ]


def few_days(rng):
    return [
        Case((*group(rng, 1, 0.2, most=300), *group(rng, 1, 0.3, most=300)), note="a single day"),
        Case(
            (*group(rng, 3, 0.2, most=300), *group(rng, 9, 0.25, most=300)),
            note="groups with different numbers of days",
        ),
    ]


def empty_in_b(rng):
    orders, visitors = group(rng, 10, 0.08)
    orders[:4], visitors[:4] = 0, 0
    return [Case((*group(rng, 10, 0.07), orders, visitors), note="days on which nobody saw B")]


near = same(rtol=1e-9)

CHECKS = [
    Check("a busy day counts for more than a quiet one", two_days, observe_rate, near, visible=True, weight=2),
    Check("the z score comes from the totals", ordinary, observe_z, near, visible=True, weight=2),
    Check("the rate over many days", uneven, observe_rate, near, hint="Think of days of very different size."),
    Check(
        "a day without visitors does not count", empty_days, observe_rate, near, hint="Think of days without traffic."
    ),
    Check(
        "groups of different size, and a difference of either sign",
        other_sizes,
        observe_z,
        near,
        weight=2,
        hint="Think of a small group beside a large one, and of a page that is worse.",
    ),
    Check(
        "few days, and different numbers of them",
        few_days,
        observe_z,
        near,
        hint="Think of a test that ran for a single day.",
    ),
    Check(
        "days on which nobody saw B do not count",
        empty_in_b,
        observe_z,
        near,
        hint="Think of days without traffic in one of the groups.",
    ),
    Check(
        "merging the days changes nothing",
        empty_in_b,
        observe_merged,
        near,
        hint="Think of how the visitors are divided into days.",
    ),
    Check(
        "the numbers stay as they were",
        ordinary,
        observe_z,
        all_of(input_alone),
        hint="Think of who else uses the arrays.",
    ),
]
