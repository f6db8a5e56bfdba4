"""Checks of the transformation's type: each kind over means and spreads of u, its look-alikes, and what is none of them.

A column has two thousand values. The kinds lie so far apart at this size that the right name is never a matter of luck: of
thousands of columns drawn so, the reference named every one.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind, call
from hotseat.reference.compare import input_alone, raised_sentence, short

FUNCTIONS = {
    "linear": lambda u: u,
    "tanh": np.tanh,
    "sigmoid": lambda u: 1 / (1 + np.exp(-u)),
    "sine": np.sin,
    "exp": np.exp,
    "cosh": lambda u: np.cosh(u) - 1,
    "bell": lambda u: np.exp(-(u**2)),
}
NAMES = {*FUNCTIONS, "constant", "unknown"}
ROWS = 2000
"""The fewest that a column has."""


def drawn(rng, name, mean, spread):
    return FUNCTIONS[name](mean + spread * rng.standard_normal(ROWS + int(rng.integers(400))))


def columns(*names):
    """Cases of the named kinds: a narrow and a wide spread, a mean to the left and one to the right."""

    def inputs(rng):
        corners = [
            (mean * sign, spread) for sign in (-1, 1) for mean, spread in ((0.05, 1.25), (0.45, 1.3), (0.3, 1.95))
        ]
        return [
            Case(
                (drawn(rng, name, mean * rng.uniform(0.9, 1.1), spread * rng.uniform(0.97, 1.02)),),
                note=f"{name}, {how}",
            )
            for name in names
            for (mean, spread), how in zip(corners, ["centred", "shifted to the left", "wide"] * 2, strict=True)
        ]

    return inputs


def one_each(rng):
    return [Case((drawn(rng, name, 0.2, 1.5),), note=f"a column of the kind {name}") for name in FUNCTIONS]


def constants(rng):
    values = [0.0, 0.5, float(rng.integers(2, 9)), -float(rng.integers(2, 9))]
    return [Case((np.full(ROWS, value),), note="a constant column") for value in values]


def strangers(rng):
    low = rng.uniform(4, 6)
    lumps = np.concatenate([rng.normal(centre, 1.0, ROWS // 2) for centre in (-6.0, 6.0)])
    return [
        Case((rng.uniform(low, low + 4, ROWS),), note="values spread evenly, far from zero"),
        Case((rng.permutation(lumps),), note="two lumps far apart"),
        Case((rng.standard_normal(ROWS) ** 3,), note="values of both signs with very heavy tails"),
    ]


def names_it(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    if not isinstance(got.value, str) or str(got.value) not in NAMES:
        return Kind(
            "The answer should be one of the names.", f"The answer should be one of the names, not {short(got.value)}."
        )
    if str(got.value) != want.value:
        return f'It said "{got.value}" where "{want.value}" was expected.'
    return None


NAME = call("transformation_type")
CHECKS = [
    Check("a column of each kind", one_each, NAME, names_it, visible=True),
    Check(
        "a sigmoid is told from a tanh",
        columns("sigmoid", "tanh"),
        NAME,
        names_it,
        weight=2,
        hint="Which of the two ranges lies inside the other?",
    ),
    Check(
        "a sine is told from a tanh",
        columns("sine", "tanh"),
        NAME,
        names_it,
        weight=2,
        hint="Two functions with the same range; what is left once you have undone one of them?",
    ),
    Check(
        "the kinds without negative values are told apart",
        columns("exp", "cosh", "bell"),
        NAME,
        names_it,
        weight=2,
        hint="Three kinds never fall below zero; think of the logarithm of each.",
    ),
    Check(
        "a linear column",
        columns("linear"),
        NAME,
        names_it,
        hint="What does a column look like to which nothing was done?",
    ),
    Check("constant columns", constants, NAME, names_it, hint="Think of a column without any spread."),
    Check(
        "columns that none of the functions makes",
        strangers,
        NAME,
        names_it,
        weight=2,
        hint="The best of seven fits need not be a good one.",
    ),
    Check("the column stays as it was", one_each, NAME, input_alone, hint="Think of who else uses the array."),
]
