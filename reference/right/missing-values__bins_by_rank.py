"""Tokens by rank, so that bins are as even as can be."""


def fill_gaps(data, strategy, max_gap=None):
    if strategy == "neighbours":
        return from_neighbours(data)
    if strategy == "forward":
        return pd.DataFrame(data).ffill(limit=max_gap).to_numpy()
    if strategy == "interpolate":
        return np.column_stack([interpolated(column, max_gap) for column in data.T])
    raise ValueError(f"the strategy is 'interpolate', 'forward' or 'neighbours', not {strategy!r}")


def interpolated(column, max_gap):
    gap = np.isnan(column)
    if gap.all():
        return column
    rows = np.arange(len(column))
    filled = np.where(gap, np.interp(rows, rows[~gap], column[~gap]), column)
    if max_gap is not None:
        filled[gap & (run_lengths(gap) > max_gap)] = np.nan
    return filled


def run_lengths(flags):
    begins = np.flatnonzero(np.concatenate([[True], flags[1:] != flags[:-1]]))
    lengths = np.diff(np.append(begins, len(flags)))
    return np.repeat(lengths, lengths)


def from_neighbours(data):
    some = ~np.isnan(data).all(axis=0)
    known = data[:, some]
    centre, scale = np.nanmean(known, axis=0), np.nanstd(known, axis=0)
    scale[scale == 0] = 1.0
    guessed = KNNImputer(n_neighbors=5).fit_transform((known - centre) / scale) * scale + centre
    filled = data.copy()
    filled[:, some] = np.where(np.isnan(known), guessed, known)
    return filled


def tokenize(data, n_bins):
    tokens = np.full(data.shape, n_bins)
    for j in range(data.shape[1]):
        known = ~np.isnan(data[:, j])
        ranks = data[known, j].argsort().argsort()
        tokens[known, j] = ranks * n_bins // max(known.sum(), 1)
    return tokens
