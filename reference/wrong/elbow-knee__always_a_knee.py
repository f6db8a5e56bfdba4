"""Returns the largest depth whatever it is, so that straight curves get a knee from rounding.

fails: a straight line has no knee
fails: a curve that does not bend has no knee
"""


def find_knee(ks, inertias):
    ks = np.asarray(ks)
    y = np.asarray(inertias, dtype=float)
    line = y[0] + (y[-1] - y[0]) * (ks - ks[0]) / (ks[-1] - ks[0])
    depth = line - y
    return int(ks[np.argmax(depth)])


def elbow(X, ks, random_state=None):
    inertias = [KMeans(k, n_init=10, random_state=random_state).fit(X).inertia_ for k in ks]
    return find_knee(ks, inertias), inertias
