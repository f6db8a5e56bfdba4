"""kneed with the correction of earlier knees, and the deepest point of its own difference curve."""

import warnings

from kneed import KneeLocator


def find_knee(ks, inertias):
    if np.ptp(inertias) == 0:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = KneeLocator(ks, inertias, S=0, curve="convex", direction="decreasing", online=True)
    gap = found.y_difference
    return ks[int(np.argmax(gap))] if gap.max() > 1e-3 else None


def elbow(X, ks, random_state=None):
    y = [
        KMeans(k, init="k-means++", n_init=10, random_state=random_state, algorithm="lloyd").fit(X).inertia_ for k in ks
    ]
    return find_knee(ks, y), y
