"""Checks of the two samplers and of the comparison: the law of the rows, seeds, compiled code, and honest seconds.

The law is known exactly; the bounds are those of ``reference.draws``, so a right sampler fails with a probability below one
in a million. Reported seconds are held to the observer's own by a factor of ten, on calls of some ten milliseconds and more.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind, Speed
from hotseat.reference.compare import numbers, raised_sentence
from hotseat.reference.draws import follows, gaussian, related, table

ROWS = 4000
LOOKED_AT = 2000
"""Rows that are looked at where many more are drawn and timed."""
NAMES = ("sample_vectorised", "sample_compiled")


def observe_vectorised(candidate, mean, root, n, seed):
    return candidate.sample_vectorised(mean, root, n, seed)


def observe_compiled(candidate, mean, root, n, seed):
    return candidate.sample_compiled(mean, root, n, seed)


def observe_seeds(candidate, mean, root, seed, other):
    import numpy as np

    told = []
    for state, one in enumerate((seed, other, seed)):
        np.random.seed(state)
        pair = [candidate.sample_vectorised(mean, root, 5, one), candidate.sample_compiled(mean, root, 5, one)]
        told.append([*pair, float(np.random.random_sample())])
    return told


def observe_kind(candidate, mean, root):
    """The module of the compiled function's class, how many of its versions run without the interpreter, and whether
    its code, or that of a function it calls, shares a loop out among threads."""
    sampler = candidate.sample_compiled
    rows = sampler(mean, root, 3, 1)
    codes = sampler.inspect_llvm().values() if hasattr(sampler, "inspect_llvm") else ()
    versions = len(getattr(sampler, "nopython_signatures", ()))
    threads = any("numba_parallel_for" in code for code in codes)
    return type(sampler).__module__.partition(".")[0], versions, threads, rows


def observe_vectorised_speed(candidate, mean, root, n, seed):
    import numpy as np

    rows = candidate.sample_vectorised(mean, root, n, seed)
    return np.shape(rows), rows[7:2007]


def observe_compiled_speed(candidate, mean, root, n, seed):
    import numpy as np

    rows = candidate.sample_compiled(mean, root, n, seed)
    return np.shape(rows), rows[7:2007]


def observe_comparison(candidate, mean, root, n):
    """What compare says, and the observer's own best of three warm calls of each."""
    import time

    told = candidate.compare(mean, root, n, repeats=3)
    own = []
    for sampler in (candidate.sample_vectorised, candidate.sample_compiled):
        sampler(mean, root, n, 0)
        times = []
        for k in range(3):
            start = time.perf_counter()
            sampler(mean, root, n, k)
            times.append(time.perf_counter() - start)
        own.append(min(times))
    return told, own


def observe_cold(candidate, mean, root, n):
    """compare with a root whose layout is new to the compiled function, so that it has to be compiled again."""
    import numpy as np

    return candidate.compare(mean, np.asfortranarray(root), n, repeats=2)


def observe_columns(candidate, mean, root, n, seed):
    """The rows of both samplers for a root that lies in memory column by column."""
    import numpy as np

    root = np.asfortranarray(root)
    return candidate.sample_vectorised(mean, root, n, seed), candidate.sample_compiled(mean, root, n, seed)


def parameters(rng, d):
    """A mean, and a root of which no two rows are alike."""
    root = np.tril(rng.choice([-1.0, 1.0], (d, d)) * rng.uniform(0.4, 1.2, (d, d)), -1)
    return rng.uniform(-6, 6, d), root + np.diag(rng.uniform(0.5, 2.5, d))


def seeded(rng):
    return int(rng.integers(1, 2**31))


def laws(rng):
    mean, root = parameters(rng, 4)
    return [Case((mean, root, ROWS, seeded(rng)), note="four thousand rows of four columns")]


def small_laws(rng):
    return [
        Case((np.array([3.0]), np.array([[2.0]]), ROWS, 0), note="a single column"),
        Case((np.array([1.0, -2.0]), np.array([[2.0, 0.0], [1.5, 0.5]]), ROWS, seeded(rng)), note="two columns"),
    ]


def seeds(rng):
    mean, root = parameters(rng, 3)
    return [Case((mean, root, 0, 1), note="seeds 0 and 1"), Case((mean, root, 41, 2**32 - 1), note="two more seeds")]


def kinds(rng):
    return [Case(parameters(rng, 3), note="a call of sample_compiled")]


def large(rng):
    mean, root = parameters(rng, 4)
    return [Case((mean, root, 20_000, seeded(rng)), note="twenty thousand rows")]


def comparisons(rng):
    mean, root = parameters(rng, 6)
    return [Case((mean, root, 150_000), note="150,000 rows of six columns")]


def cold(rng):
    mean, root = parameters(rng, 4)
    return [Case((mean, root, 1000), note="a thousand rows, and types that are new to numba")]


def law_of(case, got, want):
    mean, root, n, _ = case.args
    if got.raised:
        return raised_sentence(got.raised)
    if not all(np.array_equal(a, b) for a, b in zip(case.args[:2], got.args_after[:2], strict=True)):
        return Kind("The mean or the root was changed.")
    return law_fault(got.value, mean, root, n)


def laws_of_both(case, got, want):
    mean, root, n, _ = case.args
    if got.raised:
        return raised_sentence(got.raised)
    faults = (law_fault(rows, mean, root, n) for rows in got.value)
    return next((fault for fault in faults if fault), None)


def law_fault(rows, mean, root, n):
    found = table(rows, (n, len(mean)))
    if isinstance(found, str):
        return found
    law = gaussian(mean, root @ root.T)
    return follows(found, law) or related((found - mean) / np.sqrt(np.diag(root @ root.T)))


def repeatable(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    for place, name in enumerate(NAMES):
        first, second, again = (table(turn[place], (5, 3), f"the rows of `{name}`") for turn in got.value)
        for found in (first, second, again):
            if isinstance(found, str):
                return found
        if not np.array_equal(first, again):
            return Kind(f"`{name}` gave other rows when it was called again with the same seed.")
        if np.array_equal(first, second):
            return Kind(f"`{name}` gave the same rows for two different seeds.")
    for state, turn in enumerate(got.value):
        if turn[2] != np.random.RandomState(state).random_sample():
            return Kind("A draw changed the state of NumPy's global generator.")
    return None


def is_compiled(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    module, versions, threads, _ = got.value
    if module != "numba":
        return Kind("`sample_compiled` is not a function that numba has compiled.")
    if not versions:
        return Kind("`sample_compiled` runs in the interpreter: it is not compiled in nopython mode.")
    if threads:
        return Kind("`sample_compiled` shares its work out among several threads, where one was asked for.")
    return None


def quick_and_right(case, got, want):
    mean, root, n, _ = case.args
    if got.raised:
        return raised_sentence(got.raised)
    shape, rows = got.value
    if tuple(shape) != (n, len(mean)):
        return f"The rows have the shape {tuple(shape)} where {(n, len(mean))} was expected."
    return law_fault(rows, mean, root, LOOKED_AT)


def entries(told):
    """The three numbers of a comparison, or a sentence."""
    if not isinstance(told, dict) or set(told) != {"vectorised", "compiled", "ratio"}:
        return Kind('The answer is not a dictionary with "vectorised", "compiled" and "ratio".')
    found = [numbers(told[name]) for name in ("vectorised", "compiled", "ratio")]
    if any(one is None or one.ndim or not np.isfinite(one) or one <= 0 for one in found):
        return Kind("The entries of the dictionary are not three positive numbers.")
    return [float(one) for one in found]


def honest(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    told, own = got.value
    found = entries(told)
    if isinstance(found, str):
        return found
    if not np.isclose(found[2], found[1] / found[0], rtol=0.02):
        return Kind('"ratio" is not the seconds of the compiled sampler divided by those of the vectorised one.')
    for name, mine, measured in zip(("vectorised", "compiled"), found, own, strict=False):
        if not measured / 10 < mine < measured * 10:
            return Kind(f'The seconds told for "{name}" are far from what one warm call takes.')
    return None


def warm(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    found = entries(got.value)
    if isinstance(found, str):
        return found
    return Kind("The time that compiling takes is counted.") if found[1] > 0.1 else None


CHECKS = [
    Check("the vectorised rows follow the Gaussian", laws, observe_vectorised, law_of, visible=True, many_answers=True),
    Check("the compiled rows follow the Gaussian", laws, observe_compiled, law_of, visible=True, many_answers=True),
    Check(
        "one and two columns, vectorised",
        small_laws,
        observe_vectorised,
        law_of,
        many_answers=True,
        hint="Compare mean and covariance of many rows with what they should be.",
    ),
    Check(
        "one and two columns, compiled",
        small_laws,
        observe_compiled,
        law_of,
        many_answers=True,
        hint="Compare mean and covariance of many rows with what they should be.",
    ),
    Check(
        "seeds are kept, and nothing else is touched",
        seeds,
        observe_seeds,
        repeatable,
        weight=2,
        many_answers=True,
        hint="Think of which generator is seeded, and where.",
    ),
    Check(
        "sample_compiled is compiled, for one thread",
        kinds,
        observe_kind,
        is_compiled,
        many_answers=True,
        hint="Look at what sample_compiled is after its first call.",
    ),
    Check(
        "many vectorised rows are quick",
        large,
        observe_vectorised_speed,
        quick_and_right,
        many_answers=True,
        speed=Speed(at_most=20, repeats=3),
        hint="Which loop grows with the number of rows?",
    ),
    Check(
        "many compiled rows are quick",
        large,
        observe_compiled_speed,
        quick_and_right,
        many_answers=True,
        speed=Speed(at_most=20, repeats=3),
        hint="Which part of the loop does numba not compile?",
    ),
    Check(
        "compare tells honest seconds and their ratio",
        comparisons,
        observe_comparison,
        honest,
        weight=2,
        many_answers=True,
        hint="Measure one call of each yourself, and compare.",
    ),
    Check(
        "compare leaves compiling out",
        cold,
        observe_cold,
        warm,
        weight=2,
        many_answers=True,
        hint="Call compare with types that the compiled function has not seen yet.",
    ),
    Check(
        "a root in column order gives the same law",
        laws,
        observe_columns,
        laws_of_both,
        many_answers=True,
        hint="Think of how an array may lie in memory.",
    ),
]
