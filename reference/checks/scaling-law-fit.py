"""Checks of the scaling-law fit: exact losses, noisy ones in any order and of any size, and intervals that keep their word.

Intervals are held to what they promise: over forty repetitions of one experiment, whose truth is known here, an interval of
95 % must hold the truth in 28 or more, and be neither much wider nor much narrower than the reference's.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import input_alone, numbers, raised_sentence, raises

NEAR = 1e-3
"""How far the parameters of exact losses may be off, relatively; a fit that has converged is off by far less."""
REPEATS, HELD = 40, 28
"""A right interval holds the truth in fewer than 28 of 40 repetitions about once in a million times."""
AT = [3e5, 1e8]
"""Where losses are predicted: in the middle of the measured sizes, and ten times beyond the largest."""
ASTRAY = 1.3
"""How far a loss predicted in the middle may lie from the reference's, as a root mean square over the repetitions, in units of
the reference's own spread. Over 56 draws, fits with Huber's loss of the logarithms, quadratic up to 0.001 only, measure 0.52
to 1.05, and fits of least absolute deviations 0.59 to 1.15; a fit to three of the twelve sizes is above 1.5."""
WIDTHS = (0.6, 1.7)
"""How wide the middle interval may be beside the reference's: one standard error instead of two makes 0.5."""


def observe_fit(candidate, sizes, losses):
    fit = candidate.fit_scaling_law(sizes, losses)
    return [fit["a"], fit["b"], fit["c"]], fit["b_interval"], fit["c_interval"]


def observe_prediction(candidate, sizes, losses, others, at):
    """Of two fits to losses at the same sizes, both made before either is asked for a prediction."""
    fits = [candidate.fit_scaling_law(sizes, one) for one in (losses, others)]
    return [([fit["a"], fit["b"], fit["c"]], [candidate.predict_loss(fit, size) for size in at]) for fit in fits]


def observe_many(candidate, sizes, runs, at):
    found = []
    for losses in runs:
        fit = candidate.fit_scaling_law(sizes, losses)
        found.append([fit["b_interval"], fit["c_interval"], *(candidate.predict_loss(fit, size) for size in at)])
    return found


def law(rng, smallest, ratio):
    """Parameters such that the reducible loss falls from some units to a small part of it over the range of sizes."""
    b = np.log(rng.uniform(8, 20)) / np.log(ratio)
    return rng.uniform(2, 5) * smallest**b, b, rng.uniform(0.8, 2.0)


def curve(sizes, a, b, c):
    return a * np.asarray(sizes, dtype=float) ** -b + c


def noisy(rng, sizes, parameters):
    return curve(sizes, *parameters) * (1 + 0.01 * rng.standard_normal(len(sizes)))


def grid(smallest, ratio, different=12, runs=3):
    return np.repeat(np.geomspace(smallest, smallest * ratio, different), runs)


def exact(rng):
    sizes = grid(1e3, 1e4, 10, 1)
    return [Case((sizes, curve(sizes, *law(rng, 1e3, 1e4))), note="losses without noise") for _ in range(2)]


def measured(rng):
    cases = []
    for smallest, ratio in ((1e3, 1e4), (50.0, 1e3), (2e4, 2e3)):
        sizes = grid(smallest, ratio)
        cases.append(
            Case((sizes, noisy(rng, sizes, law(rng, smallest, ratio))), note="losses with one per cent of noise")
        )
    return cases


def any_order(rng):
    sizes = rng.permutation(grid(1e3, 1e4))
    whole = rng.permutation(grid(100, 1e4).round().astype(np.int64))
    return [
        Case((sizes, noisy(rng, sizes, law(rng, 1e3, 1e4))), note="measurements in any order"),
        Case((whole, noisy(rng, whole, law(rng, 100, 1e4))), note="whole-number sizes in any order"),
    ]


def huge(rng):
    cases = []
    for smallest, ratio in ((1e6, 1e5), (1e9, 1e4), (1e8, 1e3)):
        sizes = grid(smallest, ratio, 12, 1)
        cases.append(Case((sizes, curve(sizes, *law(rng, smallest, ratio))), note="sizes of many millions and more"))
    return cases


def steep_and_flat(rng):
    sizes = grid(1e3, 1e4, 12, 1)
    cases = []
    for b, note in ((rng.uniform(0.1, 0.12), "a flat law"), (rng.uniform(0.85, 0.9), "a steep law")):
        parameters = rng.uniform(2, 5) * 1e3**b, b, rng.uniform(0.8, 2.0)
        cases.append(Case((sizes, curve(sizes, *parameters)), note=note))
    return cases


def predictions(rng):
    sizes = grid(1e3, 1e4)
    at = [1e3, 3e5, 1e7, 1e9]
    one, other = (noisy(rng, sizes, law(rng, 1e3, 1e4)) for _ in range(2))
    return [Case((sizes, one, other, at), note="two fits, inside and beyond the measured sizes")]


def repetitions(rng):
    sizes = grid(1e3, 1e4)
    parameters = law(rng, 1e3, 1e4)
    runs = [noisy(rng, sizes, parameters) for _ in range(REPEATS)]
    return [Case((sizes, runs, AT), note=f"{REPEATS} repetitions of one experiment")]


def truth(case):
    """The law behind the repetitions, from all of them together; its own error is a sixth of that of one repetition."""
    sizes, runs, at = case.args
    mean = np.mean(runs, axis=0)
    logs = np.log(sizes / 1e5)

    def best(b):
        basis = np.column_stack([np.exp(-b * logs), np.ones_like(logs)]) / mean[:, None]
        return np.linalg.lstsq(basis, np.ones_like(logs), rcond=None)

    low, high = 0.02, 2.0
    for _ in range(60):
        left, right = low + 0.382 * (high - low), low + 0.618 * (high - low)
        if best(left)[1][0] < best(right)[1][0]:
            high = right
        else:
            low = left
    height, c = best(low)[0]
    return low, c, *(height * np.exp(-low * np.log(size / 1e5)) + c for size in at)


def few(rng):
    return [
        Case((np.repeat([1e3, 1e5], 4), rng.uniform(1, 2, 8)), note="many measurements, but at two sizes only"),
        Case((np.array([1e3, 1e4, 1e5]), np.array([4.0, 2.0, 1.5])), note="three measurements"),
    ]


def pair(value):
    found = numbers(value)
    return found if found is not None and found.shape == (2,) and np.isfinite(found).all() else None


def estimates(got):
    """The three estimates and the two intervals, or a sentence."""
    if got.raised:
        return raised_sentence(got.raised)
    three, *intervals = got.value
    found = numbers(three)
    if found is None or found.shape != (3,) or not np.isfinite(found).all():
        return Kind("The estimates of a, b and c should be finite numbers.")
    both = [pair(one) for one in intervals]
    if any(one is None or one[0] > one[1] for one in both):
        return Kind("An interval should be a pair of finite numbers, the lower one first.")
    return found, *both


def gives_back(case, got, want):
    found = estimates(got)
    if isinstance(found, str):
        return found
    for name, mine, theirs in zip("abc", found[0], want.value[0], strict=True):
        if abs(mine - theirs) > NEAR * abs(theirs) * (5 if name == "a" else 1):
            return f"The estimate of {name} is {mine:.6g} where {theirs:.6g} was expected."
    return None


def lies_near(case, got, want):
    found = estimates(got)
    if isinstance(found, str):
        return found
    own = found[0]
    for k, name in ((1, "b"), (2, "c")):
        low, high = want.value[k]
        if abs(own[k] - want.value[0][k]) > 0.75 * (high - low):
            return (
                f"The estimate of {name} is {own[k]:.4g}, more than three standard errors from {want.value[0][k]:.4g}."
            )
        if not found[k][0] <= own[k] <= found[k][1]:
            return f"The interval of {name} does not hold its own estimate."
    return None


def predicts(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    for three, told_at in got.value:
        a, b, c = (float(one) for one in three)
        for size, told in zip(case.args[3], told_at, strict=True):
            found = numbers(told)
            if found is None or found.shape != (3,) or not np.isfinite(found).all():
                return Kind("A prediction should be three finite numbers: loss, low, high.")
            loss, low, high = found
            law_says = a * size**-b + c
            if abs(loss - law_says) > 1e-6 * abs(loss):
                return f"At size {size:g} the predicted loss is {loss:.6g}; its own a, b and c give {law_says:.6g}."
            if not low <= loss <= high:
                return f"At size {size:g} the interval does not hold the predicted loss."
    return None


def keeps_its_word(which):
    def holds(case, got, want):
        if got.raised:
            return raised_sentence(got.raised)
        for k, name in which:
            mine = [numbers(one[k]) for one in got.value]
            if any(one is None or one.shape != ((3,) if k > 1 else (2,)) or not np.isfinite(one).all() for one in mine):
                return Kind(f"The interval of {name} should be made of finite numbers.")
            ends, theirs = np.array(mine)[:, -2:], np.array([one[k] for one in want.value], dtype=float)[:, -2:]
            ratio = np.median(np.diff(ends)) / np.median(np.diff(theirs))
            if not WIDTHS[0] < ratio < WIDTHS[1]:
                return f"The interval of {name} is {ratio:.2f} times as wide as it should be."
            held = int(((ends[:, 0] <= truth(case)[k]) & (truth(case)[k] <= ends[:, 1])).sum())
            if held < HELD:
                return f"The interval of {name} held the truth in {held} of {REPEATS} repetitions."
        return None

    return holds


def leans_on_all(case, got, want):
    """To be asked where the predictions are known to be finite numbers."""
    mine, theirs = (np.array([float(one[2][0]) for one in side.value]) for side in (got, want))
    if np.sqrt(np.mean((mine - theirs) ** 2)) > ASTRAY * theirs.std():
        return Kind("The loss predicted in the middle scatters more than the data make necessary.")
    return None


def predicts_as_promised(case, got, want):
    words = keeps_its_word(((2, "the loss in the middle"), (3, "the extrapolated loss")))
    return words(case, got, want) or leans_on_all(case, got, want)


CHECKS = [
    Check("exact losses give the law back", exact, observe_fit, gives_back, visible=True),
    Check(
        "a prediction comes from the estimates",
        predictions,
        observe_prediction,
        predicts,
        visible=True,
        many_answers=True,
    ),
    Check("noisy losses", measured, observe_fit, lies_near, weight=2, hint="Does the floor take part in the fit?"),
    Check(
        "measurements in any order, whole-number sizes too",
        any_order,
        observe_fit,
        lies_near,
        hint="What do you take for granted about the first and the last measurement?",
    ),
    Check(
        "sizes of many millions",
        huge,
        observe_fit,
        gives_back,
        weight=2,
        hint="How large is a, when the smallest model has a hundred million parameters? Think of where your fit starts.",
    ),
    Check(
        "flat and steep laws",
        steep_and_flat,
        observe_fit,
        gives_back,
        hint="Which exponents can your fit find?",
    ),
    Check(
        "intervals of b and c hold the truth as often as they say",
        repetitions,
        observe_many,
        keeps_its_word(((0, "b"), (1, "c"))),
        weight=3,
        many_answers=True,
        hint="Repeat one experiment often, and count how often the interval holds the truth.",
    ),
    Check(
        "a predicted loss and its interval",
        repetitions,
        observe_many,
        predicts_as_promised,
        weight=2,
        many_answers=True,
        hint="The estimates of a, b and c lean on each other, and on all the measurements.",
    ),
    Check(
        "too few sizes raise ValueError", few, observe_fit, raises("ValueError"), hint="How many unknowns are there?"
    ),
    Check(
        "the measurements stay as they were",
        any_order,
        observe_fit,
        input_alone,
        hint="Think of who else uses the arrays.",
    ),
]
