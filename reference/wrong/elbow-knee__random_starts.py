"""Starts from ten random choices of points instead of spread ones.

fails: no unlucky start dents the curve
"""


def find_knee(ks, inertias):
    ks = np.asarray(ks)
    y = np.asarray(inertias, dtype=float)
    line = y[0] + (y[-1] - y[0]) * (ks - ks[0]) / (ks[-1] - ks[0])
    depth = line - y
    if depth.max() <= 0.002 * (y[0] - y[-1]):
        return None
    return int(ks[np.argmax(depth)])


def elbow(X, ks, random_state=None):
    inertias = [KMeans(k, n_init=2, init="random", random_state=random_state).fit(X).inertia_ for k in ks]
    return find_knee(ks, inertias), inertias
