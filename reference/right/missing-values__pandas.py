"""pandas for all that runs along time, and its own bins for the tokens."""

from sklearn.preprocessing import StandardScaler


def fill_gaps(data, strategy, max_gap=None):
    frame = pd.DataFrame(data)
    if strategy == "interpolate":
        filled = frame.interpolate(method="linear", limit_direction="both")
        if max_gap is not None:
            for name in frame:
                gap = frame[name].isna()
                size = gap.groupby((gap != gap.shift()).cumsum()).transform("size")
                filled.loc[gap & (size > max_gap), name] = np.nan
    elif strategy == "forward":
        filled = frame.ffill(limit=max_gap)
    elif strategy == "neighbours":
        scaler = StandardScaler()
        guess = KNNImputer(n_neighbors=5, keep_empty_features=True).fit_transform(
            scaler.fit_transform(frame.to_numpy())
        )
        guess = pd.DataFrame(scaler.inverse_transform(guess))
        filled = frame.where(frame.notna() | frame.isna().all(), guess)
    else:
        raise ValueError(f"unknown strategy {strategy}: interpolate, forward or neighbours")
    return filled.to_numpy(copy=True)


def tokenize(data, n_bins):
    out = []
    for j in range(data.shape[1]):
        column = pd.Series(data[:, j])
        if column.isna().all():
            out.append(np.full(len(column), n_bins))
        else:
            out.append(pd.qcut(column, n_bins, labels=False).fillna(n_bins).astype(int).to_numpy())
    return np.stack(out, axis=1)
