"""The perpendicular distance in the unit square, point by point, and the best of starts chosen by hand."""

import math


def find_knee(ks, inertias):
    span = ks[-1] - ks[0]
    fall = inertias[0] - inertias[-1]
    if fall <= 0:
        return None
    best, widest = None, 0.003
    for k, inertia in zip(ks, inertias):
        x = (k - ks[0]) / span
        y = (inertia - inertias[-1]) / fall
        distance = (1 - x - y) / math.sqrt(2)
        if distance > widest:
            best, widest = k, distance
    return best


def elbow(X, ks, random_state=None):
    rng = np.random.RandomState(random_state)
    inertias = []
    for k in ks:
        starts = [KMeans(k, n_init=1, random_state=rng.randint(2**31 - 1)).fit(X).inertia_ for _ in range(12)]
        inertias.append(min(starts))
    return find_knee(ks, inertias), np.array(inertias)
