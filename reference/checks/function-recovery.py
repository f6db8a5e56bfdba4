"""Checks of the function recovery: predictions on rows that were never shown, and nothing asked that no data can tell.

A model is held to what it predicts, not to how it is written: a cosine may be told as a sine, a sigmoid as a tanh with an
offset, and signs may be swapped. What is promised is a share of 0.99 of the variance of fresh rows.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import input_kept, numbers, raised_sentence, short
from hotseat.reference.take_home.distribution import KINDS

PROMISED = 0.99
NOISE = 0.01
"""The noise on an output, as a share of its spread."""


def observe_function(candidate, Z, y):
    return candidate.recover_function(Z, y)


def observe_sum(candidate, Z, y):
    return candidate.recover_sum(Z, y)


def observe_structure(candidate, Y):
    return candidate.recover_structure(Y)


ROWS, FRESH = 500, 400
"""How many rows are shown, and how many a model is judged on."""
UNSEEN = {}
"""The fresh latents and the clean outputs that belong to a case. They never leave this side."""


def case_of(Z, y, clean, note):
    """A case with the first rows; the others are kept here."""
    case = Case((Z[:ROWS].copy(), y[:ROWS].copy()), note=note)
    UNSEEN[case.args[1].tobytes()] = Z[ROWS:], clean[ROWS:]
    return case


def noisy(rng, clean):
    return clean + NOISE * clean.std() * rng.standard_normal(len(clean))


def output(rng, kind):
    """One output of the given kind, of a projection that spreads by about one, with an amplitude and an offset.

    Cos times sin waves twice as fast as the others, so its projection spreads less. The sine of a square is not asked
    for: its fit has so many false optima that success cannot be promised.
    """
    Z = rng.standard_normal((ROWS + FRESH, 7))
    weights = rng.standard_normal(7)
    spread = rng.uniform(0.8, 1.0) if kind == "cos sin" else rng.uniform(1.1, 1.5)
    weights *= spread / np.linalg.norm(weights)
    clean = KINDS[kind](Z @ weights + rng.uniform(-0.4, 0.4)) * rng.choice([-1, 1]) * rng.uniform(0.5, 2)
    clean += rng.uniform(-2, 2)
    return case_of(Z, noisy(rng, clean), clean, f"an output of the kind {kind}")


def outputs(*kinds):
    return lambda rng: [output(rng, kind) for kind in kinds]


def sums(rng):
    """Three latents of seven, each through a function of its own, of comparable size."""
    cases = []
    for kinds in rng.permutation([kind for kind in KINDS if kind != "sin of square"])[:6].reshape(2, 3):
        Z = rng.standard_normal((ROWS + FRESH, 7))
        clean = rng.uniform(-2, 2)
        for kind, latent in zip(kinds, rng.permutation(7)[:3], strict=True):
            inner = rng.uniform(0.8, 1.6) * rng.choice([-1, 1]) * Z[:, latent] + rng.uniform(-0.4, 0.4)
            term = KINDS[kind](inner)
            clean = clean + term / term.std() * rng.choice([-1, 1]) * rng.uniform(0.7, 1.4)
        cases.append(case_of(Z, noisy(rng, clean), clean, f"a sum of {kinds[0]}, {kinds[1]} and {kinds[2]}"))
    return cases


def nothing_there(rng):
    return [
        Case(
            (rng.standard_normal((60, 7)), rng.standard_normal(60)),
            note="an output that has nothing to do with the latents",
        )
        for _ in range(1)
    ]


def hidden_latents(*counts):
    """Columns of which nobody has seen the latents; each is tanh or sigmoid of a projection."""

    def inputs(rng):
        cases = []
        for count in counts:
            weights = rng.standard_normal((count, 20)) * 0.8 / np.sqrt(count)
            U = rng.standard_normal((800, count)) @ weights + 0.2 * rng.standard_normal(20)
            sigmoid = np.arange(20) % 2 == 1
            Y = np.where(sigmoid, KINDS["sigmoid"](U), np.tanh(U))
            cases.append(Case((Y,), note=f"twenty columns from {count} latents"))
        return cases

    return inputs


def model_of(value, d, terms):
    """The model as a function of latents, or a sentence."""
    if not isinstance(value, dict) or not isinstance(value.get("terms"), list | tuple) or "offset" not in value:
        return Kind("A model should be a dictionary with `offset` and a list of `terms`.")
    if len(value["terms"]) != terms:
        return Kind(f"The model should have {terms} term{'s' if terms > 1 else ''}, and has {len(value['terms'])}.")
    parts = []
    for term in value["terms"]:
        if not isinstance(term, dict) or not {"function", "weights", "shift", "amplitude"} <= term.keys():
            return Kind("A term should hold `function`, `weights`, `shift` and `amplitude`.")
        weights, *rest = (numbers(term[name]) for name in ("weights", "shift", "amplitude"))
        if str(term["function"]) not in KINDS or weights is None or weights.shape != (d,):
            return Kind(f"A term should name one of the functions and have {d} weights.")
        if any(one is None or one.size != 1 for one in rest):
            return Kind("The shift and the amplitude of a term should be numbers.")
        parts.append((KINDS[str(term["function"])], weights, *(float(one.reshape(())) for one in rest)))
    offset = numbers(value["offset"])
    if offset is None or offset.size != 1:
        return Kind("The offset should be a number.")
    return parts, float(offset.reshape(()))


def predicted(model, Z):
    parts, offset = model
    with np.errstate(all="ignore"):
        return offset + sum(amplitude * function(Z @ weights + shift) for function, weights, shift, amplitude in parts)


def explains(terms):
    def holds(case, got, want):
        if got.raised:
            return raised_sentence(got.raised)
        Z, clean = UNSEEN[case.args[1].tobytes()]
        model = model_of(got.value, Z.shape[1], terms)
        if isinstance(model, str):
            return model
        share = 1 - ((clean - predicted(model, Z)) ** 2).sum() / ((clean - clean.mean()) ** 2).sum()
        if not share >= PROMISED:
            return f"The model explains {share:.3f} of the variance of fresh rows, and {PROMISED} is asked for."
        if terms > 1:
            touched = [np.flatnonzero(abs(weights) > 1e-12) for _, weights, _, _ in model[0]]
            if any(len(one) > 1 for one in touched):
                return Kind("A term of the sum should have weight on a single latent.")
        return input_kept(case, got, want)

    return holds


def modest(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    told = numbers(got.value.get("r2")) if isinstance(got.value, dict) else None
    if told is None or told.size != 1:
        return Kind("The model should hold `r2`, a number.")
    if not float(told.reshape(())) <= 0.25:
        return Kind(
            "It claims to explain a good part of an output that has nothing to do with the latents.",
            f"It claims to explain {float(told.reshape(())):.2f} of an output that has nothing to do with the latents.",
        )
    return None


def sure_of_itself(case, got, want):
    fault = explains(1)(case, got, want)
    told = None if fault else numbers(got.value.get("r2"))
    if fault:
        return fault
    if told is None or told.size != 1 or not 0.98 <= float(told.reshape(())) <= 1:
        return Kind("Where the function has been found, `r2` should be close to one, and not above it.")
    return None


def structure(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    told = got.value
    if not isinstance(told, dict) or not {"functions", "n_latents", "means", "covariance"} <= told.keys():
        return Kind("The answer should hold `functions`, `n_latents`, `means` and `covariance`.")
    if [str(one) for one in list(told["functions"])] != list(want.value["functions"]):
        return Kind("At least one column has been given the wrong function.")
    count = numbers(told["n_latents"])
    if count is None or count.size != 1 or float(count.reshape(())) != want.value["n_latents"]:
        return f"It counted {short(told['n_latents'])} latents where there are {want.value['n_latents']}."
    means, covariance = numbers(told["means"]), numbers(told["covariance"])
    if means is None or means.shape != (20,) or covariance is None or covariance.shape != (20, 20):
        return Kind("The means should have shape (20,), and the covariance (20, 20).")
    if not np.abs(means - want.value["means"]).max() < 0.01:
        return "The means are not those of what went into the functions."
    scale = np.abs(want.value["covariance"]).max()
    if not np.abs(covariance - want.value["covariance"]).max() < 0.01 * scale:
        return "The covariance is not that of what went into the functions."
    return input_kept(case, got, want)


OTHER_KINDS = ("sin", "cos sin", "cosh - 1", "bell", "x tanh", "tanh with ripple", "sigmoid", "cos")
CHECKS = [
    Check("a tanh of a projection", outputs("tanh"), observe_function, explains(1), visible=True, many_answers=True),
    Check(
        "every kind of function",
        outputs(*OTHER_KINDS),
        observe_function,
        explains(1),
        weight=3,
        many_answers=True,
        hint="Think of functions that rise on both sides, and of directions that a straight line does not see.",
    ),
    Check(
        "a model that was found says so",
        outputs("tanh", "bell"),
        observe_function,
        sure_of_itself,
        many_answers=True,
        hint="On which rows is `r2` measured, and against what?",
    ),
    Check(
        "nothing is claimed where there is nothing",
        nothing_there,
        observe_function,
        modest,
        weight=2,
        many_answers=True,
        hint="Ten free numbers fit sixty rows of noise rather well.",
    ),
    Check(
        "a sum of three functions",
        sums,
        observe_sum,
        explains(3),
        weight=2,
        many_answers=True,
        hint="Which latents matter, and do you fit all terms together in the end?",
    ),
    Check(
        "the structure of columns whose latents are unknown",
        hidden_latents(7),
        observe_structure,
        structure,
        visible=True,
    ),
    Check(
        "another number of latents",
        hidden_latents(3, 5, 11),
        observe_structure,
        structure,
        weight=2,
        hint="Count in the space where the columns are linear in the latents.",
    ),
]
