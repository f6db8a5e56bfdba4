"""The chord by interpolation, the depth by subtraction."""


def find_knee(ks, inertias):
    ks = np.asarray(ks)
    y = np.asarray(inertias, dtype=float)
    chord = np.interp(ks, ks[[0, -1]], y[[0, -1]])
    depth = chord - y
    at = int(depth.argmax())
    if depth[at] <= 1e-9 * max(abs(y).max(), 1e-300):
        return None
    return int(ks[at])


def elbow(X, ks, random_state=None):
    inertias = []
    for k in ks:
        model = KMeans(n_clusters=k, n_init=10, random_state=random_state)
        model.fit(X)
        inertias.append(model.inertia_)
    return find_knee(ks, inertias), inertias
