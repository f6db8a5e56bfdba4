"""A forest of extremely randomised trees on the tokens of the window, all windows of an evaluation in one batch."""

from sklearn.ensemble import ExtraTreesRegressor


class QuantileTokenizer:
    def __init__(self, n_bins=32):
        self.n_bins = n_bins

    def fit(self, X):
        self.edges = np.percentile(X, np.linspace(0, 100, self.n_bins + 1), axis=0)
        return self

    def tokenize(self, X):
        X = np.asarray(X)
        return (X[..., None, :] >= self.edges[1:-1]).sum(axis=-2)

    def detokenize(self, tokens):
        low = np.take_along_axis(self.edges, tokens, axis=0)
        high = np.take_along_axis(self.edges, tokens + 1, axis=0)
        return (low + high) / 2


class ForecastingPipeline:
    def __init__(self, window_size=10, n_bins=32):
        self.w = window_size
        self.tokenizer = QuantileTokenizer(n_bins)
        self.model = ExtraTreesRegressor(n_estimators=25, random_state=0)

    def fit(self, train):
        tokens = self.tokenizer.fit(train).tokenize(train)
        view = np.lib.stride_tricks.sliding_window_view(tokens, self.w, axis=0)[:-1]
        self.model.fit(view.transpose(0, 2, 1).reshape(len(view), -1), tokens[self.w :])
        return self

    def _run(self, windows, n_steps):
        out = []
        for _ in range(n_steps):
            token = np.rint(self.model.predict(windows.reshape(len(windows), -1))).astype(int)
            out.append(token)
            windows = np.concatenate([windows[:, 1:], token[:, None, :]], axis=1)
        return np.array(out)

    def predict(self, history, n_steps):
        if len(history) < self.w:
            raise ValueError(f"need {self.w} rows of history, got {len(history)}")
        return self.tokenizer.detokenize(self._run(self.tokenizer.tokenize(history[-self.w :])[None], n_steps)[:, 0])

    def evaluate(self, test, n_steps):
        tokens = self.tokenizer.tokenize(test)
        ends = np.arange(self.w, len(test) - n_steps + 1)
        run = self._run(np.stack([tokens[e - self.w : e] for e in ends]), n_steps)
        per_step = np.array([np.abs(self.tokenizer.detokenize(run[s]) - test[ends + s]).mean() for s in range(n_steps)])
        return {"n_windows": int(ends.size), "mae_per_step": per_step, "mae": per_step.mean()}
