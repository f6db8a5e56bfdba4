"""Lets everything through that lies more than 1e-12 below the line, so that the rounding of large values makes a knee.

fails: a curve that does not bend has no knee
"""


def find_knee(ks, inertias):
    ks = np.asarray(ks)
    y = np.asarray(inertias, dtype=float)
    line = y[0] + (y[-1] - y[0]) * (ks - ks[0]) / (ks[-1] - ks[0])
    depth = line - y
    if depth.max() <= 1e-12:
        return None
    return int(ks[np.argmax(depth)])


def elbow(X, ks, random_state=None):
    inertias = [KMeans(k, n_init=10, random_state=random_state).fit(X).inertia_ for k in ks]
    return find_knee(ks, inertias), inertias
