"""Turns the curve until its chord lies flat; the knee is then the lowest point."""


def find_knee(ks, inertias):
    points = np.column_stack([ks, inertias]).astype(float)
    points -= points[0]
    points /= np.where(np.ptp(points, axis=0) > 0, np.ptp(points, axis=0), 1.0)
    along = points[-1] / np.linalg.norm(points[-1])
    heights = points @ np.array([-along[1], along[0]])
    lowest = np.argmin(heights)
    return ks[lowest] if heights[lowest] < -0.001 else None


def elbow(X, ks, random_state=None):
    fits = [KMeans(int(k), n_init=15, random_state=random_state).fit(X) for k in ks]
    curve = [fit.inertia_ for fit in fits]
    return find_knee(list(ks), curve), curve
