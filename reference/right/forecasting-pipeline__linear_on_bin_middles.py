"""Least squares on the middles of the bins: a linear autoregression whose output is a token again."""


class QuantileTokenizer:
    def __init__(self, n_bins=32):
        self.n_bins = n_bins

    def fit(self, X):
        self.edges = [np.quantile(column, np.arange(1, self.n_bins) / self.n_bins) for column in X.T]
        self.values = []
        for column, edges in zip(X.T, self.edges):
            full = np.concatenate([[column.min()], edges, [column.max()]])
            self.values.append(full[:-1] + 0.5 * np.diff(full))
        return self

    def tokenize(self, X):
        return np.stack([np.digitize(column, edges) for column, edges in zip(X.T, self.edges)], axis=1)

    def detokenize(self, tokens):
        return np.stack([values[column] for column, values in zip(tokens.T, self.values)], axis=1)


class ForecastingPipeline:
    def __init__(self, window_size=10, n_bins=32):
        self.window_size = window_size
        self.tokenizer = QuantileTokenizer(n_bins=n_bins)

    def fit(self, train):
        self.tokenizer.fit(train)
        values = self.tokenizer.detokenize(self.tokenizer.tokenize(train))
        self.shift, self.scale = values.mean(axis=0), values.std(axis=0)
        scaled = (values - self.shift) / self.scale
        w = self.window_size
        A = np.array([np.append(scaled[i - w : i], 1.0) for i in range(w, len(scaled))])
        self.weights = np.linalg.lstsq(A, scaled[w:], rcond=None)[0]
        return self

    def predict(self, history, n_steps):
        if len(history) < self.window_size:
            raise ValueError("not enough history")
        window = self.tokenizer.detokenize(self.tokenizer.tokenize(history[-self.window_size :]))
        rows = []
        for _ in range(n_steps):
            scaled = np.append((window - self.shift) / self.scale, 1.0) @ self.weights
            row = self.tokenizer.tokenize((scaled * self.scale + self.shift)[None])
            rows.append(self.tokenizer.detokenize(row)[0])
            window = np.vstack([window[1:], rows[-1]])
        return np.array(rows)

    def evaluate(self, test, n_steps):
        errors = []
        for end in range(self.window_size, len(test) - n_steps + 1):
            forecast = self.predict(test[:end], n_steps)
            errors.append(np.abs(forecast - test[end : end + n_steps]))
        per_step = np.mean(errors, axis=0).mean(axis=1)
        return {"n_windows": len(errors), "mae_per_step": per_step, "mae": float(per_step.mean())}
