"""Smooths the curve by a polynomial of degree seven, as the option of kneed does, and finds the knee of the smooth curve.

fails: the point farthest below the chord
"""

from kneed import KneeLocator


def find_knee(ks, inertias):
    if max(inertias) == min(inertias):
        return None
    locator = KneeLocator(ks, inertias, S=0.1, curve="convex", direction="decreasing", interp_method="polynomial")
    return None if locator.knee is None else int(locator.knee)


def elbow(X, ks, random_state=None):
    inertias = [KMeans(k, n_init=10, random_state=random_state).fit(X).inertia_ for k in ks]
    return find_knee(ks, inertias), inertias
