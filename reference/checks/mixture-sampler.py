"""Checks of the mixture sampler: its draws, its conditional weights and its conditional draws against the exact law.

The law of a Gaussian mixture and of its conditionals is known exactly; the bounds are those of ``reference.draws``, so
a right sampler fails with a probability below one in a million. Weights are compared to 1e-6. The answers that are timed
are held to the law as well.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind, Speed
from hotseat.reference.compare import raised_sentence, same
from hotseat.reference.draws import Mixture, follows, gaussian, related, share, table

ROWS = 4000
LOOKED_AT = 2000
"""Rows that are looked at where many more are drawn and timed."""
same_weights = same(rtol=1e-6, atol=1e-9)


def observe_draw(candidate, parameters, n, seed):
    return candidate.MixtureSampler(*parameters).sample(n, random_state=seed)


def observe_weights(candidate, parameters, template):
    return candidate.MixtureSampler(*parameters).conditional_weights(template)


def observe_conditional(candidate, parameters, template, n, seed):
    return candidate.MixtureSampler(*parameters).conditional_sample(template, n, random_state=seed)


def observe_known(candidate, parameters, template, n, seed):
    import numpy as np

    rows = candidate.MixtureSampler(*parameters).conditional_sample(template.copy(), n, random_state=seed)
    return np.asarray(rows)[:, ~np.isnan(template)]


def observe_single_rows(candidate, parameters, template, n, seed):
    sampler = candidate.MixtureSampler(*parameters)
    rows = [sampler.sample(1, random_state=seed + i) for i in range(n)]
    filled = [sampler.conditional_sample(template, 1, random_state=seed + i) for i in range(n)]
    return rows, filled


def observe_repeats(candidate, parameters, template, seed, other):
    sampler = candidate.MixtureSampler(*parameters)
    rows = [sampler.sample(6, random_state=s) for s in (seed, other, seed)]
    filled = [sampler.conditional_sample(template, 6, random_state=s) for s in (seed, other, seed)]
    return rows, filled


def observe_unseeded(candidate, parameters, template):
    sampler = candidate.MixtureSampler(*parameters)
    rows = [sampler.sample(6), sampler.sample(6)]
    filled = [sampler.conditional_sample(template, 6), sampler.conditional_sample(template, 6)]
    return rows, filled


def observe_footprint(candidate, parameters, template, seed, outside):
    import numpy as np

    sampler = candidate.MixtureSampler(*parameters)
    np.random.seed(outside)
    sampler.sample(3, random_state=seed)
    sampler.conditional_weights(template)
    sampler.conditional_sample(template, 3, random_state=seed)
    return np.random.random_sample(4)


def observe_fit(candidate, X, n_components, template, n, seed):
    sampler = candidate.MixtureSampler()
    sampler.fit(X, n_components, random_state=seed)
    return sampler.sample(n, random_state=seed), sampler.conditional_sample(template, n, random_state=seed)


def observe_seeded_fits(candidate, X, n_components, template, seed, outside):
    """Conditional weights after fits from one seed, and what NumPy's global generator gives after each."""
    import numpy as np

    told, after = [], []
    for k in range(6):
        np.random.seed(outside + k)
        sampler = candidate.MixtureSampler()
        sampler.fit(X, n_components, random_state=seed)
        told.append(sampler.conditional_weights(template))
        after.append(np.random.random_sample())
    return told, after


def observe_large_draws(candidate, parameters, template, n, seed, start, end):
    import numpy as np

    sampler = candidate.MixtureSampler(*parameters)
    rows = sampler.sample(n, random_state=seed)
    filled = sampler.conditional_sample(template, n, random_state=seed)
    return [(np.shape(one), one[start:end]) for one in (rows, filled)]


def fault(got):
    return raised_sentence(got.raised) if got.raised else None


def mixture(rng, k=3, d=4, apart=2.2):
    """Weights, means and covariances of components that overlap and differ in size and direction."""
    weights = rng.permutation(0.45 ** np.arange(k)) * rng.uniform(0.9, 1.1, k)
    sizes = rng.permutation(np.geomspace(0.5, 2.0, k))
    covariances = []
    for size in sizes:
        loadings = rng.choice([-1.0, 1.0], d) * rng.uniform(0.5, 0.9, d)
        covariances.append(size**2 * (np.outer(loadings, loadings) + np.diag(rng.uniform(0.2, 0.5, d))))
    return weights / weights.sum(), apart * rng.standard_normal((k, d)), np.array(covariances)


def posterior(parameters, template, sized=True, prior=True):
    """The conditional weights, or those of somebody who forgets the covariances' size or the prior weights."""
    weights, means, covariances = parameters
    known = ~np.isnan(template)
    inner = covariances[:, known][:, :, known]
    away = template[known] - means[:, known]
    logs = -0.5 * np.einsum("ki,kij,kj->k", away, np.linalg.inv(inner), away)
    logs -= 0.5 * np.linalg.slogdet(inner)[1] if sized else 0
    logs += np.log(weights) if prior else 0
    raised = np.exp(logs - logs.max())
    return raised / raised.sum()


def telling(rng, parameters, known):
    """A template whose conditional weights differ most from the prior ones and from those of usual mistakes."""
    weights, means, covariances = parameters
    best, margin = None, -1.0
    for component in rng.choice(len(weights), 25, p=weights):
        row = means[component] + np.linalg.cholesky(covariances[component]) @ rng.standard_normal(means.shape[1])
        template = np.full(len(row), np.nan)
        template[known] = row[known]
        true = posterior(parameters, template)
        rivals = [weights, posterior(parameters, template, sized=False), posterior(parameters, template, prior=False)]
        found = min(np.abs(true - other).max() for other in rivals)
        found = min(found, 1 - true.max())
        if found > margin:
            best, margin = template, found
    return best


def seeded(rng):
    return int(rng.integers(1, 2**31))


def is_repeatable(case, got, want):
    if got.raised:
        return fault(got)
    for name, draws in zip(("sample", "conditional_sample"), got.value, strict=True):
        tables = [table(d, (6, len(case.args[1]))) for d in draws]
        for found in tables:
            if isinstance(found, str):
                return found
        if not np.array_equal(tables[0], tables[2]):
            return f"`{name}` gave other rows when it was called again with the same seed."
        if np.array_equal(tables[0], tables[1]):
            return f"`{name}` gave the same rows for two different seeds."
    return None


def is_fresh(case, got, want):
    if got.raised:
        return fault(got)
    for name, draws in zip(("sample", "conditional_sample"), got.value, strict=True):
        tables = [table(d, (6, len(case.args[1]))) for d in draws]
        for found in tables:
            if isinstance(found, str):
                return found
        if np.array_equal(*tables):
            return f"`{name}` without a seed gave the same rows twice."
    return None


def leaves_no_trace(case, got, want):
    if got.raised:
        return fault(got)
    after = table(got.value, (4,), "the numbers drawn from NumPy's global generator")
    if isinstance(after, str):
        return after
    if not np.array_equal(after, np.random.RandomState(case.args[3]).random_sample(4)):
        return Kind("A draw with a seed changed the state of NumPy's global generator.")
    before = [*case.args[0], case.args[1]]
    if not isinstance(got.args_after[0], tuple | list):
        return Kind("The parameters are not what they were before the call.")
    names = ("The array of weights", "The array of means", "The array of covariances", "The template")
    for name, old, new in zip(names, before, [*got.args_after[0], got.args_after[1]], strict=False):
        if not (isinstance(new, np.ndarray) and np.array_equal(old, new, equal_nan=True)):
            return f"{name} is not what it was before the call."
    return None


def filled_in(value, law, template, n):
    """None where the unknown coordinates follow the conditional law and the known ones are as given."""
    found = table(value, (n, len(template)), "the conditional draws")
    if isinstance(found, str):
        return found
    unknown = np.isnan(template)
    if not np.allclose(found[:, ~unknown], template[~unknown], rtol=1e-9, atol=0):
        return Kind("A known coordinate did not come back as it was given.")
    if not unknown.any():
        return None
    return follows(found[:, unknown], law.given(template), "the unknown coordinates")


def repeats(rng):
    parameters = mixture(rng, k=2, d=3)
    template = np.array([np.nan, 0.5, np.nan])
    return [
        Case((parameters, template, 12, 13), note="two different seeds"),
        Case((parameters, template, 0, 1), note="seed 0"),
    ]


def simple_weights(rng):
    parameters = (np.array([0.5, 0.5]), np.array([[0.0, 0.0], [4.0, 1.0]]), np.array([np.eye(2), np.eye(2)]))
    x = float(rng.integers(10, 18)) / 10
    return [
        Case((parameters, np.array([2.0, np.nan])), note="half-way between two equal components"),
        Case((parameters, np.array([x, np.nan])), note="nearer to the first component"),
    ]


def gaps(rng):
    parameters = mixture(rng, k=2, d=3)
    first = np.array([1.5, np.nan, np.nan])
    second = np.array([0.25, np.nan, -1.0])
    return [
        Case((parameters, first, 4, 7), note="one known coordinate"),
        Case((parameters, second, 4, 7), note="two known coordinates"),
    ]


def keeps_known(case, got, want):
    _, template, n, _ = case.args
    known = template[~np.isnan(template)]
    found = fault(got) or table(got.value, (n, len(known)), "the known coordinates")
    if isinstance(found, str):
        return found
    off = np.argwhere(~np.isclose(found, known, rtol=1e-9, atol=0))
    if len(off):
        row, j = off[0]
        return f"A known coordinate came back as {found[row, j]:.6g} in row {row} where {known[j]:.6g} was given."
    return None


def draws(rng):
    return [Case((mixture(rng), ROWS, seeded(rng)), note="four thousand rows of three overlapping components")]


def unconditional_law(case, got, want):
    parameters, n, _ = case.args
    found = fault(got) or table(got.value, (n, parameters[1].shape[1]))
    return found if isinstance(found, str) else follows(found, Mixture(*parameters))


def distant_components(rng):
    return [Case((mixture(rng, apart=8.0), ROWS, seeded(rng)), note="components far apart")]


def unrelated_rows(case, got, want):
    parameters, n, _ = case.args
    found = fault(got) or table(got.value, (n, parameters[1].shape[1]))
    if isinstance(found, str):
        return found
    law = Mixture(*parameters)
    return related((found - law.mean) / np.sqrt(np.diag(law.covariance)))


def single_rows(rng):
    weights = np.array([0.55, 0.3, 0.15])
    means = np.array([[-30.0, 0.0], [0.0, 0.0], [30.0, 0.0]])
    covariances = np.array([np.eye(2), 2 * np.eye(2), np.eye(2)])
    template = np.array([np.nan, float(rng.uniform(-0.2, 0.2))])
    return [Case(((weights, means, covariances), template, 80, seeded(rng) // 2), note="one row in each call")]


def any_component(case, got, want):
    parameters, template, n, _ = case.args
    if got.raised:
        return fault(got)
    laws = (parameters[0], posterior(parameters, template))
    for what, value, weights in zip(("A plain row", "A conditional row"), got.value, laws, strict=True):
        found = [table(row, (1, 2)) for row in value]
        for f in found:
            if isinstance(f, str):
                return f
        nearest = np.clip(np.round(np.array([f[0, 0] for f in found]) / 30) + 1, 0, 2).astype(int)
        for k in range(3):
            wrong = share(int((nearest == k).sum()), n, weights[k], f"{what} comes from component {k}")
            if wrong:
                return wrong
    return None


def weights_in_general(rng):
    cases = []
    for known in ([0], [1, 3], [0, 2, 3]):
        parameters = mixture(rng)
        note = f"overlapping components of different size, {len(known)} known"
        cases.append(Case((parameters, telling(rng, parameters, known)), note=note))
    return cases


def weights_far_away(rng):
    parameters = mixture(rng)
    template = np.array([np.nan, 150.0, -150.0, np.nan])
    alike = (np.array([0.3, 0.7]), np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([np.eye(2), np.eye(2)]))
    far = np.array([0.5 + rng.uniform(-0.3, 0.3), 90.0])
    return [
        Case((parameters, template), note="known values far from every component"),
        Case((alike, far), note="known values far from two components, and equally far"),
    ]


def conditional(rng):
    cases = []
    for known in ([0], [1, 3], [0, 2, 3]):
        parameters = mixture(rng)
        note = f"{len(known)} of four coordinates known"
        cases.append(Case((parameters, telling(rng, parameters, known), ROWS, seeded(rng)), note=note))
    return cases


def conditional_law(case, got, want):
    parameters, template, n, _ = case.args
    return fault(got) or filled_in(got.value, Mixture(*parameters), template, n)


def all_or_nothing(rng):
    parameters = mixture(rng)
    return [
        Case((parameters, np.full(4, np.nan), ROWS, seeded(rng)), note="a template with nothing known"),
        Case((parameters, parameters[1][1] + 0.5, 6, seeded(rng)), note="a template with everything known"),
    ]


def groups(rng):
    """Two clouds far apart, each with its own correlations; the template lies beside the middle of the second."""
    clouds = []
    for centre, n, loadings in ((0.0, 200, [1.0, -0.8, 0.7]), (14.0, 300, [1.0, 0.8, -0.5])):
        clouds.append(centre + rng.standard_normal((n, 1)) * loadings + 0.6 * rng.standard_normal((n, 3)))
    X = rng.permutation(np.concatenate(clouds))
    template = np.array([15.0, np.nan, np.nan])
    return [Case((X, 2, template, ROWS, seeded(rng)), note="two groups, each with its own correlations")]


def fitted_law(case, got, want):
    X, _, template, n, _ = case.args
    if got.raised:
        return fault(got)
    rows = table(got.value[0], (n, 3))
    if isinstance(rows, str):
        return rows
    second = X[:, 0] > 7
    parts = [X[~second], X[second]]
    laws = [gaussian(p.mean(axis=0), np.cov(p, rowvar=False, ddof=0)) for p in parts]
    law = Mixture(
        np.array([len(p) for p in parts]) / len(X),
        np.concatenate([one.means for one in laws]),
        np.concatenate([one.covariances for one in laws]),
    )
    return follows(rows, law) or filled_in(got.value[1], law, template, n)


def seeded_fits(rng):
    weights, means, covariances = mixture(rng, d=2)
    rows = np.concatenate([rng.multivariate_normal(*one, 80) for one in zip(means, covariances, strict=True)])
    template = np.array([float(means[:, 0].mean()), np.nan])
    case = (rows, len(weights), template, seeded(rng), int(rng.integers(1, 10_000)))
    return [Case(case, note="the same data fitted several times with the same seed")]


def same_fit(case, got, want):
    if got.raised:
        return fault(got)
    told, after = got.value
    found = [table(one, (case.args[1],), "the conditional weights") for one in told]
    for one in found:
        if isinstance(one, str):
            return one
    if not np.allclose(found, found[0], rtol=1e-9, atol=1e-12):
        return Kind("Two fits with the same seed gave different conditional weights.")
    if not np.array_equal(after, [np.random.RandomState(case.args[4] + k).random_sample() for k in range(len(after))]):
        return Kind("A fit with a seed changed the state of NumPy's global generator.")
    return None


def footprints(rng):
    parameters = mixture(rng)
    template = np.array([0.5, np.nan, np.nan, 1.0])
    case = (parameters, template, seeded(rng), int(rng.integers(1, 10_000)))
    return [Case(case, note="calls with a seed")]


def unseeded(rng):
    return [Case((mixture(rng), np.array([0.5, np.nan, np.nan, 1.0])), note="calls without a seed")]


def large(rng):
    parameters = mixture(rng)
    template = telling(rng, parameters, [0, 3])
    n = int(rng.integers(9_000, 11_001))
    start = int(rng.integers(0, n - LOOKED_AT + 1))
    case = (parameters, template, n, seeded(rng), start, start + LOOKED_AT)
    return [Case(case, note="about ten thousand rows in a call")]


def quick_and_right(case, got, want):
    """Only rows of the right law count as quick; some that stand next to each other are looked at."""
    parameters, template, n, *_ = case.args
    if got.raised:
        return fault(got)
    law = Mixture(*parameters)
    (shape, rows), (filled_shape, filled) = got.value
    if (*shape,) != (n, 4) or (*filled_shape,) != (n, 4):
        return Kind("A call for many rows does not give an array of that many rows with a column per feature.")
    found = table(rows, (LOOKED_AT, 4))
    wrong = found if isinstance(found, str) else follows(found, law)
    wrong = wrong or filled_in(filled, law, template, LOOKED_AT)
    return Kind("The rows that are timed do not follow the mixture.") if wrong else None


CHECKS = [
    Check(
        "the same seed gives the same rows, another seed others",
        repeats,
        observe_repeats,
        is_repeatable,
        visible=True,
    ),
    Check(
        "conditional weights between two equal components",
        simple_weights,
        observe_weights,
        same_weights,
        visible=True,
    ),
    Check("known coordinates come back as given", gaps, observe_known, keeps_known, visible=True),
    Check(
        "draws follow the mixture",
        draws,
        observe_draw,
        unconditional_law,
        weight=2,
        hint="Compare the mean, the covariance and the histogram of many draws with the mixture's.",
    ),
    Check(
        "neighbouring rows have nothing to do with each other",
        distant_components,
        observe_draw,
        unrelated_rows,
        hint="Look at the order in which the rows come.",
    ),
    Check(
        "a single row may come from any component",
        single_rows,
        observe_single_rows,
        any_component,
        hint="Think of calls that ask for one row.",
    ),
    Check(
        "conditional weights of overlapping components",
        weights_in_general,
        observe_weights,
        same_weights,
        weight=2,
        hint="What does Bayes' rule multiply, and which parts of the density differ between the components?",
    ),
    Check(
        "conditional weights far from every component",
        weights_far_away,
        observe_weights,
        same_weights,
        hint="Think of densities too small for a floating-point number.",
    ),
    Check(
        "unknown coordinates follow their conditional distribution",
        conditional,
        observe_conditional,
        conditional_law,
        weight=2,
        hint="A conditional draw belongs to one component, and each component is conditioned by itself.",
    ),
    Check(
        "a template with nothing known, or everything",
        all_or_nothing,
        observe_conditional,
        conditional_law,
        hint="Think of templates without a NaN and with nothing else.",
    ),
    Check(
        "a fitted mixture follows the data",
        groups,
        observe_fit,
        fitted_law,
        hint="Think of data in two groups whose columns are correlated in different ways.",
    ),
    Check(
        "a seeded fit is repeatable",
        seeded_fits,
        observe_seeded_fits,
        same_fit,
        hint="Fit twice with the same seed, and compare what was learnt.",
    ),
    Check(
        "a seeded draw changes nothing outside the sampler",
        footprints,
        observe_footprint,
        leaves_no_trace,
        hint="Think of the arguments and of NumPy's global generator.",
    ),
    Check(
        "without a seed two draws differ",
        unseeded,
        observe_unseeded,
        is_fresh,
        hint="Think of what None should mean for the seed.",
    ),
    Check(
        "many rows in one call are quick",
        large,
        observe_large_draws,
        quick_and_right,
        speed=Speed(at_most=20, repeats=3),
        hint="Which loop grows with the number of rows?",
    ),
]
