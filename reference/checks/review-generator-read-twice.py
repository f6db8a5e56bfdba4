"""Checks of a mended scaler: the same for whatever can be read once as for a list, each number asked for once."""

from hotseat.reference.check import Case, Check, call
from hotseat.reference.compare import all_of, input_alone, same


def observe_generator(candidate, numbers):
    return list(candidate.scaled(number for number in numbers))


def observe_list(candidate, numbers):
    return list(candidate.scaled(list(numbers)))


def observe_tuple(candidate, numbers):
    return list(candidate.scaled(tuple(numbers)))


def observe_asked(candidate, numbers):
    """How often the stream was asked for a number, and whether it was opened more than once."""
    asked, opened = [], []

    class Stream:
        def __iter__(self):
            opened.append(True)
            for number in numbers:
                asked.append(number)
                yield number

    result = candidate.scaled(Stream())
    return [len(opened), len(asked), len(list(result))]


def observe_type(candidate, numbers):
    return type(candidate.scaled(number for number in numbers)).__name__


def some(rng):
    return [
        Case(([2.0, 4.0, 3.0],), note="three numbers"),
        Case(([round(float(v), 2) for v in rng.normal(0, 9, 8)],), note="eight numbers"),
    ]


def many(rng):
    return [Case(([float(v) for v in rng.normal(50, 20, 500)],), note="many numbers from a generator")]


def equal(rng):
    return [
        Case(([float(rng.integers(2, 9))] * 5,), note="numbers that are all equal"),
        Case(([7.0],), note="a single number"),
    ]


def none(rng):
    return [Case(([],), note="no number")]


def tiny(rng):
    return [Case(([float(v) for v in 1e-12 * rng.normal(3, 1, 20)],), note="tiny numbers")]


def negative(rng):
    return [Case(([float(v) for v in -rng.uniform(5, 90, 40)],), note="negative numbers")]


CHECKS = [
    Check("a generator gives what a list gives", some, observe_generator, same(rtol=1e-9), visible=True, weight=2),
    Check("a list still works", some, observe_list, same(rtol=1e-9), visible=True),
    Check(
        "many numbers from a generator",
        many,
        observe_generator,
        same(rtol=1e-9),
        weight=2,
        hint="Think of a long stream.",
    ),
    Check("negative numbers", negative, observe_generator, same(rtol=1e-9), hint="Think of numbers below nought."),
    Check("tiny numbers", tiny, observe_generator, same(rtol=1e-9), hint="Think of numbers in the smallest units."),
    Check("equal numbers give nought", equal, observe_generator, same(), hint="Think of a stream that never changes."),
    Check("no number gives an empty list", none, observe_generator, same(), hint="Think of the shortest stream."),
    Check(
        "a tuple works too",
        many,
        observe_tuple,
        same(rtol=1e-9),
        hint="Think of other things that can be gone through.",
    ),
    Check(
        "the stream is opened once and asked once for each number",
        many,
        observe_asked,
        same(),
        weight=2,
        hint="Think of a stream that costs something each time it is opened.",
    ),
    Check("the result is a list", some, observe_type, same(), hint="Think of what the function promises to return."),
    Check(
        "a list that is given stays as it was",
        some,
        call("scaled"),
        all_of(input_alone),
        hint="Think of the caller's list.",
    ),
]
