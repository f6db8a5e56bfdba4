"""Checks of ``top_share``. Inputs are made and answers are compared here; only the call itself runs beside the candidate's code."""

from hotseat.reference.check import Case, Check, call
from hotseat.reference.compare import close_scalar, input_alone, raises, same

near = same(rtol=1e-9, atol=1e-12)


def examples(rng):
    few = [round(float(x), 2) for x in rng.uniform(1, 100, 5)]
    return [
        Case(([50.0, 30.0, 20.0], 1), note="three customers and the largest of them"),
        Case(([5.0, 1.0, 3.0, 1.0], 2), note="amounts in no order"),
        Case((few, 2), note="five customers"),
    ]


def many(rng):
    amounts = rng.lognormal(3.0, 1.5, int(rng.integers(200, 400))).tolist()
    return [Case((amounts, k), note=f"some hundred customers and a k of {k}") for k in (1, 10, 50)]


def whole_numbers(rng):
    return [Case((rng.integers(1, 90, 12).tolist(), 3), note="whole amounts")]


def equal(rng):
    value = float(rng.integers(2, 40))
    return [Case(([value] * 8, 3), note="customers who all paid the same")]


def more_than_there_are(rng):
    return [Case((rng.uniform(1, 9, 4).tolist(), k), note="a k beyond the number of customers") for k in (5, 100)]


def nothing(rng):
    return [
        Case(([], 3), note="no customers"),
        Case(([0.0, 0.0, 0.0], 2), note="customers who paid nothing"),
        Case((rng.uniform(1, 9, 4).tolist(), 0), note="a k of nought"),
    ]


def negative(rng):
    amounts = rng.uniform(5, 9, 6).tolist()
    amounts[int(rng.integers(6))] = -2.0
    return [Case((amounts, 2), note="one negative amount"), Case(([-1.0, -3.0], 1), note="only negative amounts")]


CHECKS = [
    Check("the share of the largest in small examples", examples, call("top_share"), near, visible=True, weight=2),
    Check("whole amounts give a fraction too", whole_numbers, call("top_share"), near, visible=True),
    Check("hundreds of customers", many, call("top_share"), near, hint="Compare with a slow version of your own."),
    Check("equal amounts each count", equal, call("top_share"), near, hint="Think of amounts that occur twice."),
    Check(
        "a k beyond the length takes all",
        more_than_there_are,
        call("top_share"),
        near,
        hint="Think of a short list and a large k.",
    ),
    Check(
        "nothing to share gives nought",
        nothing,
        call("top_share"),
        close_scalar(atol=1e-12),
        hint="Think of what is below the line of the fraction.",
    ),
    Check(
        "a negative amount is refused",
        negative,
        call("top_share"),
        raises("ValueError"),
        hint="Think of what the data should never hold.",
    ),
    Check(
        "the list stays as it was",
        many,
        call("top_share"),
        input_alone,
        hint="Think of what the caller does with the list afterwards.",
    ),
]
