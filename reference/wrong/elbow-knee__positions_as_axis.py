"""Draws the line over the positions in the list, as if the values of k were evenly spaced.

fails: values of k in uneven steps
"""


def find_knee(ks, inertias):
    ks = np.asarray(ks)
    y = np.asarray(inertias, dtype=float)
    line = y[0] + (y[-1] - y[0]) * np.arange(len(ks)) / (len(ks) - 1)
    depth = line - y
    if depth.max() <= 0.002 * (y[0] - y[-1]):
        return None
    return int(ks[np.argmax(depth)])


def elbow(X, ks, random_state=None):
    inertias = [KMeans(k, n_init=10, random_state=random_state).fit(X).inertia_ for k in ks]
    return find_knee(ks, inertias), inertias
