"""Trusts the default sensitivity of kneed, which is silent on slight bends and short curves.

fails: a slight bend is a knee
"""

from kneed import KneeLocator


def find_knee(ks, inertias):
    if max(inertias) == min(inertias):
        return None
    found = KneeLocator(ks, inertias, curve="convex", direction="decreasing").knee
    return None if found is None else int(found)


def elbow(X, ks, random_state=None):
    inertias = [KMeans(k, n_init=10, random_state=random_state).fit(X).inertia_ for k in ks]
    return find_knee(ks, inertias), inertias
