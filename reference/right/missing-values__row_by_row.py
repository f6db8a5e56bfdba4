"""Plain loops over rows, and neighbours by hand."""


def carry(column, limit):
    out, last, age = column.copy(), np.nan, 0
    for i, value in enumerate(column):
        if np.isnan(value):
            age += 1
            if limit is None or age <= limit:
                out[i] = last
        else:
            last, age = value, 0
    return out


def line(column, limit):
    out = column.copy()
    known = [i for i, value in enumerate(column) if not np.isnan(value)]
    if not known:
        return out
    borders = [-1, *known, len(column)]
    for a, b in zip(borders, borders[1:]):
        if b - a < 2 or (limit is not None and b - a - 1 > limit):
            continue
        for i in range(a + 1, b):
            if a < 0:
                out[i] = column[b]
            elif b == len(column):
                out[i] = column[a]
            else:
                out[i] = column[a] + (column[b] - column[a]) * (i - a) / (b - a)
    return out


def neighbours(data):
    with np.errstate(all="ignore"):
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            z = (data - np.nanmean(data, axis=0)) / np.where(np.nanstd(data, axis=0) > 0, np.nanstd(data, axis=0), 1)
    out = data.copy()
    for i, j in zip(*np.where(np.isnan(data))):
        donors = np.flatnonzero(~np.isnan(data[:, j]))
        if not len(donors):
            continue
        gaps = (z[donors] - z[i]) ** 2
        both = ~np.isnan(gaps)
        distance = np.where(both, gaps, 0).sum(axis=1) / np.maximum(both.sum(axis=1), 1)
        distance[~both.any(axis=1)] = np.inf
        nearest = donors[np.argsort(distance, kind="stable")[:5]]
        out[i, j] = data[nearest, j].mean()
    return out


def fill_gaps(data, strategy, max_gap=None):
    if strategy == "neighbours":
        return neighbours(data)
    if strategy not in ("interpolate", "forward"):
        raise ValueError(strategy)
    way = line if strategy == "interpolate" else carry
    return np.array([way(column, max_gap) for column in data.T]).T


def tokenize(data, n_bins):
    tokens = np.empty(data.shape, dtype=int)
    for j in range(data.shape[1]):
        values = data[:, j]
        known = values[~np.isnan(values)]
        bounds = [np.quantile(known, k / n_bins) for k in range(1, n_bins)] if len(known) else []
        for i, value in enumerate(values):
            tokens[i, j] = n_bins if np.isnan(value) else sum(value > bound for bound in bounds)
    return tokens
