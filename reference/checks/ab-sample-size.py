"""Checks of the planning of an A/B test: even and uneven splits, drops, other levels, and what cannot be planned.

Answers that also count findings of the wrong sign differ by less than a ten-thousandth, since the power is at least 0.8; the
cases are drawn so that this moves no number of visitors across a whole one.
"""

import math
from statistics import NormalDist

from hotseat.reference.check import Case, Check, Kind, call
from hotseat.reference.compare import close_scalar, numbers, raised_sentence, raises

NEAR = 1e-4
"""The relative difference that leaves visitors alone."""
near_effect = close_scalar(rtol=1e-3, atol=0)


def exact(base, effect, share=0.5, alpha=0.05, power=0.8):
    """The visitors of both groups before they are rounded."""
    quantile = NormalDist().inv_cdf
    rate = base + effect
    variance = base * (1 - base) / (1 - share) + rate * (1 - rate) / share
    total = ((quantile(1 - alpha / 2) + quantile(power)) / effect) ** 2 * variance
    return total * (1 - share), total * share


def settled(*args, **kwargs):
    """Whether a small relative difference leaves the rounded numbers as they are."""
    return all(math.ceil(n * (1 - 2 * NEAR)) == math.ceil(n * (1 + 2 * NEAR)) for n in exact(*args, **kwargs))


def right_visitors(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    found = numbers(got.value)
    if found is None or found.shape != (2,):
        return Kind("The answer should be a pair of numbers, of control and treatment.")
    for name, n, right in zip(("control", "treatment"), found, want.value, strict=True):
        if n != int(n):
            return Kind(f"The visitors of the {name} should be a whole number.", f"{name}: {n:g} is no whole number.")
        if abs(n - right) > NEAR * right:
            kind = "many" if n > right else "few"
            return Kind(
                f"The {name} gets too {kind} visitors.", f"The {name} gets {n:.0f} visitors where {right} are needed."
            )
    return None


def planned(rng, how_many, note, draw):
    """Cases from ``draw``, those left out that lie next to a whole number."""
    cases = []
    while len(cases) < how_many:
        args, kwargs = draw(rng)
        if settled(*args, **kwargs):
            cases.append(Case(args, kwargs, note=note))
    return cases


def rate(rng, low, high):
    return round(float(rng.uniform(low, high)), 3)


def even(rng):
    def draw(rng):
        base = rate(rng, 0.1, 0.4)
        return (base, round(float(rng.uniform(0.25, 0.5)) * base, 3)), {}

    fixed = [Case((0.05, 0.05), note="from 5 % to 10 %"), Case((0.5, 0.25), note="from a half to three quarters")]
    return [*fixed, *planned(rng, 3, "an even split", draw)]


def uneven(rng):
    cases = []
    for low, high in ((0.05, 0.2), (0.25, 0.4), (0.7, 0.95)):

        def draw(rng, low=low, high=high):
            base = rate(rng, 0.1, 0.3)
            effect = round(float(rng.uniform(0.4, 0.8)) * base, 3)
            return (base, effect), {"share": round(float(rng.uniform(low, high)), 2)}

        note = "fewer visitors in the treatment" if high < 0.5 else "more visitors in the treatment"
        cases += planned(rng, 2, note, draw)
    return cases


def drops(rng):
    def draw(rng):
        base = rate(rng, 0.2, 0.6)
        return (base, -round(float(rng.uniform(0.3, 0.7)) * base, 3)), {}

    def all_of_it(rng):
        base = rate(rng, 0.05, 0.5)
        return (base, -base), {"share": round(float(rng.uniform(0.3, 0.45)), 2)}

    return [*planned(rng, 3, "a rate that falls", draw), *planned(rng, 1, "a rate that falls to zero", all_of_it)]


def levels(rng):
    cases = []
    for alpha, power in ((0.01, 0.8), (0.05, 0.9), (0.1, 0.95), (0.001, 0.99)):

        def draw(rng, alpha=alpha, power=power):
            base = rate(rng, 0.2, 0.4)
            return (base, round(float(rng.uniform(0.4, 0.8)) * base, 3)), {"alpha": alpha, "power": power}

        cases += planned(rng, 1, f"alpha {alpha} and power {power}", draw)
    return cases


def rare(rng):
    cases = [Case((0.0004, 0.0002), note="a rate of less than one in a thousand")]

    def high(rng):
        return (rate(rng, 0.95, 0.98), 0.012), {}

    def certain(rng):
        base = rate(rng, 0.6, 0.9)
        return (base, 1.0 - base), {}

    return [*cases, *planned(rng, 2, "a rate near 1", high), *planned(rng, 1, "a rate of 1", certain)]


def found_even(rng):
    n = int(rng.integers(500, 900))
    return [
        Case((0.05, 432, 432), note="432 visitors in each group"),
        Case((rate(rng, 0.1, 0.5), n, n), note="some hundred visitors in each group"),
        Case((rate(rng, 0.1, 0.5), 20 * n, 20 * n), note="many visitors in each group"),
    ]


def found_uneven(rng):
    few, many = int(rng.integers(150, 300)), int(rng.integers(2_000, 4_000))
    base = rate(rng, 0.1, 0.3)
    return [
        Case((base, many, few), note="a small treatment"),
        Case((base, few, many), note="a small control"),
        Case((rate(rng, 0.6, 0.8), many, few), note="a small treatment and a high rate"),
        Case((base, few, many), {"alpha": 0.01, "power": 0.9}, note="another level and power"),
    ]


def found_small(rng):
    base = rate(rng, 0.3, 0.6)
    return [
        Case((base, int(rng.integers(18, 30)), int(rng.integers(18, 30))), note="a few dozen visitors"),
        Case((0.001, 200, 200), note="a rare event and few visitors"),
    ]


def impossible(rng):
    base = rate(rng, 0.2, 0.7)
    return [
        Case((base, 0.0), note="no effect"),
        Case((base, round(1.02 - base, 3)), note="a rate above 1"),
        Case((base, round(-0.02 - base, 3)), note="a rate below 0"),
        Case((1.2, -0.5), note="a base above 1"),
        Case((-0.1, 0.3), note="a base below 0"),
        Case((base, 0.1), {"share": 0.0}, note="no visitors in the treatment"),
        Case((base, 0.1), {"share": 1.0}, note="no visitors in the control"),
        Case((base, 0.1), {"share": 1.5}, note="a share above 1"),
        Case((base, 0.1), {"share": -0.5}, note="a share below 0"),
    ]


def hopeless(rng):
    base = rate(rng, 0.6, 0.8)
    return [
        Case((base, int(rng.integers(2, 6)), int(rng.integers(2, 6))), note="a handful of visitors"),
        Case((base, int(rng.integers(2, 6)), 10_000), note="a handful of visitors in the control"),
    ]


NEEDED, FOUND = call("visitors_needed"), call("detectable_effect")
CHECKS = [
    Check("the visitors for an even split", even, NEEDED, right_visitors, visible=True, weight=2),
    Check("the effect that an even split can find", found_even, FOUND, near_effect, visible=True, weight=2),
    Check(
        "the visitors for an uneven split",
        uneven,
        NEEDED,
        right_visitors,
        weight=2,
        hint="Which size does each variance belong to?",
    ),
    Check("a rate that falls", drops, NEEDED, right_visitors, hint="Think of effects in the other direction."),
    Check(
        "other levels and powers",
        levels,
        NEEDED,
        right_visitors,
        hint="Which parts of the formula depend on alpha and on the power?",
    ),
    Check("rates near 0 and near 1", rare, NEEDED, right_visitors, hint="Think of very rare and very common events."),
    Check(
        "the effect that an uneven split can find",
        found_uneven,
        FOUND,
        near_effect,
        weight=2,
        hint="The treatment's variance depends on the effect that you look for.",
    ),
    Check(
        "the effect that few visitors can find",
        found_small,
        FOUND,
        near_effect,
        hint="Think of effects that are large beside the rate.",
    ),
    Check(
        "a plan that makes no sense is refused",
        impossible,
        NEEDED,
        raises("ValueError"),
        hint="Think of rates, effects and shares that cannot be.",
    ),
    Check(
        "an effect beyond a rate of 1 is refused",
        hopeless,
        FOUND,
        raises("ValueError"),
        hint="What if there are too few visitors to find even the largest rise?",
    ),
]
