"""Checks of the elbow: the deepest point below the chord for curves of all kinds, None where there is none, and the curve itself.

Depths are compared through the k they lead to, on curves whose deepest point leads every other by more than a hundredth.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import input_kept, numbers, raised_sentence, short

ALLOWED = 0.1
"""How far an inertia may lie above the reference's, which is the best of ten starts: those differ by up to 0.06."""


def observe_knee(candidate, ks, inertias):
    return candidate.find_knee(ks, inertias)


def observe_elbow(candidate, X, ks, seed):
    knee, inertias = candidate.elbow(X, ks, random_state=seed)
    return knee, inertias


def observe_seeds(candidate, X, ks, seeds):
    return [candidate.elbow(X, ks, random_state=seed)[1] for seed in seeds]


def depths(ks, inertias):
    """How far each point lies below the chord, as a share of the total fall."""
    ks, y = np.asarray(ks, dtype=float), np.asarray(inertias, dtype=float)
    along = (ks - ks[0]) / (ks[-1] - ks[0])
    return (y[0] + (y[-1] - y[0]) * along - y) / (y[0] - y[-1])


def clear(ks, inertias, least=0.03):
    """Whether the deepest point leads the next by a hundredth of itself, and is deep enough to count."""
    found = np.sort(depths(ks, inertias))
    return found[-1] > least and found[-1] > 1.01 * found[-2]


def tried(make, good=clear):
    """The first of the curves made that is clear."""
    return next(curve for curve in (make() for _ in range(1000)) if good(*curve))


def falling(rng, ks, power):
    """A convex curve over ks, slightly rough, that falls like a power of k."""
    y = np.asarray(ks, dtype=float) ** -power * np.exp(0.05 * rng.standard_normal(len(ks)))
    return (np.sort(y)[::-1] * 10 ** rng.uniform(1, 4)).tolist()


def bent(rng, at, n, before, after):
    """A curve over 1 to n of two straight pieces that meet at ``at``, as (ks, inertias)."""
    ks = list(range(1, n + 1))
    steps = np.where(np.arange(1, n) < at, before, after) * rng.uniform(0.9, 1.1, n - 1)
    return ks, (np.concatenate([[0.0], -np.cumsum(steps)]) + steps.sum() + rng.uniform(1, 50)).tolist()


def small(rng):
    level = float(rng.integers(1, 9))
    return [
        Case(([1, 2, 3, 4, 5, 6], [100.0, 50.0, 20.0, 15.0, 12.0, 10.0]), note="a small curve"),
        Case(
            ([2, 3, 4, 5, 6], [step + level for step in (90.0, 70.0, 50.0, 30.0, 29.0)]), note="a curve that bends late"
        ),
    ]


def straight_small(rng):
    return [Case(([1, 2, 3, 4], [40.0, 30.0, 20.0, 10.0]), note="a straight line")]


def ordinary(rng):
    cases = []
    for n, power in ((12, 1.0), (20, 0.7), (30, 1.4)):
        ks = list(range(1, n + 1))
        curve = tried(lambda ks=ks, power=power: (ks, falling(rng, ks, power)))
        cases.append(Case(curve, note="a curve that falls fast and then slowly"))
    for at in rng.permutation([4, 5, 7, 9])[:3].tolist():
        cases.append(Case(tried(lambda at=at: bent(rng, at, 14, 10.0, 1.0)), note="two straight pieces"))
    return cases


def uneven(rng):
    def apart(ks, y):
        position = depths(np.arange(len(ks)), y)
        return clear(ks, y) and position.argmax() != depths(ks, y).argmax() and clear(np.arange(len(ks)), y)

    cases = []
    for ks in ([1, 2, 3, 4, 6, 8, 12, 16, 24, 32], [2, 4, 8, 16, 32, 64]):
        curve = tried(lambda ks=ks: (ks, falling(rng, ks, rng.uniform(0.3, 1.2))), apart)
        cases.append(Case(curve, note="values of k in uneven steps"))
    return cases


def slight(rng):
    cases = []
    for n in (5, 8):
        at = int(rng.integers(3, n - 1))
        curve = tried(
            lambda n=n, at=at: bent(rng, at, n, 10.0, 7.0),
            lambda a, b: clear(a, b) and depths(a, b).max() < 0.8 / (len(a) - 1),
        )
        cases.append(Case(curve, note="a bend that is slight and clear"))
    cases.append(Case(([2, 3, 4], [50.0, 18.0, 10.0]), note="three values of k"))
    gentle = np.cumsum([0.0, *[9.6] * 4, *[10.4] * 4])[::-1] + rng.uniform(1, 50)
    cases.append(Case((list(range(1, 10)), gentle.tolist()), note="a bend two hundredths of the fall deep"))
    return cases


def bendless(rng):
    ks = list(range(1, 9))
    step, start = rng.uniform(0.1, 3.0), rng.uniform(50, 90)
    line = start - step * np.arange(8)
    bulge = start - 0.9 * np.arange(8.0) ** 2
    return [
        Case((ks, line.tolist()), note="a straight curve with rounding"),
        *(
            Case((ks, (scale * line / 3).tolist()), note="a straight curve with large values")
            for scale in (1e6, 3e7, 7e8, 1e10)
        ),
        Case((ks, [start] * 8), note="a level curve"),
        Case((ks, bulge.tolist()), note="a curve that falls slowly first and fast later"),
        Case(([3, 5], [20.0, 10.0]), note="two values of k"),
    ]


def two_bends(rng):
    def stairs(first, second):
        falls = [first, 1.0, 1.0, 1.0, second, 1.0, 1.0, 1.0]
        falls = np.array(falls) * rng.uniform(0.95, 1.05, 8)
        return list(range(1, 10)), (np.concatenate([[0.0], -np.cumsum(falls)]) + falls.sum() + 5.0).tolist()

    return [
        Case(tried(lambda: stairs(9.0, 18.0)), note="two bends, the second one deeper"),
        Case(tried(lambda: stairs(24.0, 9.0)), note="two bends, the first one deeper"),
    ]


def units(rng):
    ks = list(range(1, 11))
    _, shape = tried(lambda: (ks, falling(rng, ks, 0.9)))
    shape = np.array(shape) / shape[0]
    return [
        Case((ks, (1e9 * shape).tolist()), note="inertias in the thousand millions"),
        Case((ks, (1e-7 * shape).tolist()), note="tiny inertias"),
        *(
            Case((ks, (lift + 20 * shape).tolist()), note="a curve that ends far above zero")
            for lift in (20.0, 100.0, 1000.0)
        ),
    ]


def same_knee(case, got, want):
    fault = raised_sentence(got.raised) if got.raised else input_kept(case, got, want)
    return fault or knee_fault(got.value, want.value, case.args[0])


def knee_fault(value, wanted, ks):
    if wanted is None:
        if value is None:
            return None
        return Kind(
            "A knee is reported where the curve does not bend.", f"The knee is {short(value)} where None was expected."
        )
    if value is None:
        return Kind("No knee is reported where the curve bends.", f"The knee is None where {wanted} was expected.")
    found = numbers(value)
    if found is None or found.ndim:
        return f"The knee is {short(value)} where one number was expected."
    if float(found) not in [float(k) for k in ks]:
        return Kind(f"The knee is {float(found):g}, which is not one of the ks.")
    if float(found) != float(wanted):
        return f"The knee is {float(found):g} where {wanted} was expected."
    return None


def simplex(rng, groups, n=25):
    """Groups whose centres are equally far from each other, so that the curve falls straight to the last of them."""
    X = np.concatenate([15 * corner + rng.standard_normal((n, groups)) for corner in np.eye(groups)])
    return rng.permutation(X)


def groups(rng):
    return [Case((simplex(rng, 3).round(2), [1, 2, 3, 4, 5, 6], 7), note="three clear groups")]


def more_groups(rng):
    cases = []
    for count, ks in ((5, [1, 2, 3, 4, 5, 6, 7, 8, 9]), (4, [2, 3, 4, 6, 8, 12])):
        cases.append(Case((simplex(rng, count), ks, int(rng.integers(0, 1000))), note=f"{count} clear groups"))
    return cases


def same_elbow(case, got, want):
    ks = case.args[1]
    fault = raised_sentence(got.raised) if got.raised else input_kept(case, got, want)
    if fault:
        return fault
    if not isinstance(got.value, tuple | list) or len(got.value) != 2:
        return "The answer is not a pair of the knee and the inertias."
    return curve_fault(got.value[1], want.value[1], ks) or knee_fault(got.value[0], want.value[0], ks)


def curve_fault(value, wanted, ks):
    found = numbers(value)
    if found is None or found.shape != (len(ks),):
        return f"The inertias are {short(value)} where one number for each of {len(ks)} ks was expected."
    if not np.isfinite(found).all():
        return "An inertia is nan or infinite."
    for k, one, best in zip(ks, found, wanted, strict=True):
        if one > (1 + ALLOWED) * best or one < (1 - ALLOWED) * best:
            way = "above" if one > best else "below"
            return Kind(
                f"The inertia for k = {k} is more than a tenth {way} what the best of ten starts gives.",
                f"The inertia for k = {k} is {one:.6g} where {best:.6g} was expected.",
            )
        if k == 1 and not np.isclose(one, best, rtol=1e-6):
            return Kind("With one centroid, the inertia is not the sum of the squared distances to the mean.")
    return None


def crowded(rng):
    """Sixteen groups on a grid, and fewer centroids than groups: single starts end at very different curves."""
    X = np.concatenate([rng.normal([9 * i, 9 * j], 1.0, (10, 2)) for i in range(4) for j in range(4)])
    seeds = [int(seed) for seed in rng.integers(0, 10_000, 8)]
    return [Case((rng.permutation(X), [1, 13], seeds), note="sixteen groups and fewer centroids")]


def same_curves(case, got, want):
    _, ks, seeds = case.args
    if got.raised:
        return raised_sentence(got.raised)
    if not isinstance(got.value, list) or len(got.value) != len(seeds):
        return "The answer is not a pair of the knee and the inertias."
    best = np.min([numbers(curve) for curve in want.value], axis=0)
    return next((fault for curve in got.value if (fault := curve_fault(curve, best, ks))), None)


def repeated(rng):
    X = rng.standard_normal((60, 2))
    seed = int(rng.integers(1, 1000))
    return [Case((X, [1, 6, 9], [seed, seed]), note="points without groups, the same seed twice")]


def repeats(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    curves = [numbers(curve) for curve in got.value]
    if any(curve is None or curve.shape != (3,) for curve in curves):
        return "The inertias are not one number for each k."
    if not np.array_equal(*curves):
        return Kind("The same seed gave two different curves.")
    return None


CHECKS = [
    Check("the knee of small curves", small, observe_knee, same_knee, visible=True),
    Check("a straight line has no knee", straight_small, observe_knee, same_knee, visible=True),
    Check("elbow finds three clear groups", groups, observe_elbow, same_elbow, visible=True),
    Check(
        "the point farthest below the chord",
        ordinary,
        observe_knee,
        same_knee,
        weight=2,
        hint="Read again how the knee is defined.",
    ),
    Check(
        "values of k in uneven steps",
        uneven,
        observe_knee,
        same_knee,
        weight=2,
        hint="Think of k as 2, 4, 8 and 16.",
    ),
    Check(
        "a slight bend is a knee",
        slight,
        observe_knee,
        same_knee,
        hint="Think of short curves with a gentle bend.",
    ),
    Check(
        "a curve that does not bend has no knee",
        bendless,
        observe_knee,
        same_knee,
        weight=2,
        hint="Think of curves that are straight, level or bulge the other way.",
    ),
    Check(
        "the deeper of two bends",
        two_bends,
        observe_knee,
        same_knee,
        hint="Think of curves that bend more than once.",
    ),
    Check(
        "the unit and the level of the inertia make no difference",
        units,
        observe_knee,
        same_knee,
        hint="Think of very large and very small inertias, and of curves that end far above zero.",
    ),
    Check(
        "elbow gives the knee and the whole curve",
        more_groups,
        observe_elbow,
        same_elbow,
        weight=2,
        hint="Think of what the inertia is, and of ks in uneven steps.",
    ),
    Check(
        "no unlucky start dents the curve",
        crowded,
        observe_seeds,
        same_curves,
        hint="Run k-means with several seeds and compare the inertias.",
    ),
    Check(
        "the same seed gives the same curve",
        repeated,
        observe_seeds,
        repeats,
        hint="Call the function twice with the same seed.",
    ),
]
