"""Indices of the last and the next value by running maxima and minima, and robust scales for the neighbours."""


def around(gap):
    n = len(gap)
    rows = np.arange(n)[:, None]
    before = np.maximum.accumulate(np.where(gap, -1, rows), axis=0)
    after = np.minimum.accumulate(np.where(gap, n, rows)[::-1], axis=0)[::-1]
    return rows, before, after


def fill_gaps(data, strategy, max_gap=None):
    gap = np.isnan(data)
    n = len(data)
    rows, before, after = around(gap)
    last = np.take_along_axis(data, np.maximum(before, 0), axis=0)
    following = np.take_along_axis(data, np.minimum(after, n - 1), axis=0)
    match strategy:
        case "forward":
            may = before >= 0
            if max_gap is not None:
                may &= rows - before <= max_gap
            return np.where(gap & may, last, data)
        case "interpolate":
            share = (rows - before) / np.maximum(after - before, 1)
            guess = last * (1 - share) + following * share
            guess = np.where(before < 0, following, np.where(after >= n, last, guess))
            may = gap if max_gap is None else gap & (after - before - 1 <= max_gap)
            return np.where(may, guess, data)
        case "neighbours":
            used = ~gap.all(axis=0)
            out = data.copy()
            part = data[:, used]
            middle = np.nanmedian(part, axis=0)
            width = np.nanpercentile(part, 75, axis=0) - np.nanpercentile(part, 25, axis=0)
            width[width == 0] = 1
            guess = KNNImputer(weights="distance").fit_transform((part - middle) / width) * width + middle
            out[:, used] = np.where(np.isnan(part), guess, part)
            return out
    raise ValueError(f"{strategy!r} is none of interpolate, forward, neighbours")


def tokenize(data, n_bins):
    tokens = np.full(data.shape, n_bins, dtype=np.int16)
    for j in np.flatnonzero(~np.isnan(data).all(axis=0)):
        bounds = np.nanquantile(data[:, j], np.arange(1, n_bins) / n_bins)
        tokens[:, j] = np.where(np.isnan(data[:, j]), n_bins, np.digitize(data[:, j], bounds))
    return tokens
