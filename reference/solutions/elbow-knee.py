import numpy as np
from kneed import KneeLocator
from sklearn.cluster import KMeans

SHALLOW = 0.002
"""The depth below the chord, as a share of the curve's height, that rounding may feign."""


def find_knee(ks, inertias):
    """The deepest point of the difference curve of Satopaa et al. (2011), which is the depth below the chord."""
    with np.errstate(invalid="ignore"):  # A level curve has no height to be measured by, and all its depths are nan.
        locator = KneeLocator(ks, inertias, curve="convex", direction="decreasing")
    depth = locator.y_difference
    return int(locator.x[depth.argmax()]) if depth.max() > SHALLOW else None


def elbow(X, ks, random_state=None):
    """Returns the knee and the inertia of the best of ten starts for each k."""
    inertias = [KMeans(k, n_init=10, random_state=random_state).fit(X).inertia_ for k in ks]
    return find_knee(ks, inertias), inertias
