"""Calls a bend rounding if it is less than a hundredth in absolute terms.

fails: the unit and the level of the inertia make no difference
"""


def find_knee(ks, inertias):
    ks = np.asarray(ks)
    y = np.asarray(inertias, dtype=float)
    line = y[0] + (y[-1] - y[0]) * (ks - ks[0]) / (ks[-1] - ks[0])
    depth = line - y
    if depth.max() <= 0.01:
        return None
    return int(ks[np.argmax(depth)])


def elbow(X, ks, random_state=None):
    inertias = [KMeans(k, n_init=10, random_state=random_state).fit(X).inertia_ for k in ks]
    return find_knee(ks, inertias), inertias
