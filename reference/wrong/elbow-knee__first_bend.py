"""Stops at the first bend instead of looking for the deepest one.

fails: the deeper of two bends
"""


def find_knee(ks, inertias):
    ks = np.asarray(ks)
    y = np.asarray(inertias, dtype=float)
    line = y[0] + (y[-1] - y[0]) * (ks - ks[0]) / (ks[-1] - ks[0])
    depth = line - y
    if depth.max() <= 0.002 * (y[0] - y[-1]):
        return None
    for i in range(1, len(ks) - 1):
        if depth[i] > 0.002 * (y[0] - y[-1]) and depth[i] > depth[i + 1]:
            return int(ks[i])
    return None


def elbow(X, ks, random_state=None):
    inertias = [KMeans(k, n_init=10, random_state=random_state).fit(X).inertia_ for k in ks]
    return find_knee(ks, inertias), inertias
