"""Repeats the first row of a history that is too short, without a word.

fails: a history shorter than the window raises ValueError
"""

from sklearn.neighbors import KNeighborsRegressor


class QuantileTokenizer:
    def __init__(self, n_bins=32):
        self.n_bins = n_bins

    def fit(self, X):
        self.edges = np.quantile(X, np.linspace(0, 1, self.n_bins + 1), axis=0)
        self.values = (self.edges[1:] + self.edges[:-1]) / 2
        return self

    def tokenize(self, X):
        tokens = np.zeros(X.shape, dtype=int)
        for j in range(X.shape[1]):
            bins = np.searchsorted(self.edges[:, j], X[:, j], side="right") - 1
            tokens[:, j] = np.clip(bins, 0, self.n_bins - 1)
        return tokens

    def detokenize(self, tokens):
        return np.column_stack([self.values[tokens[:, j], j] for j in range(tokens.shape[1])])


class ForecastingPipeline:
    def __init__(self, window_size=10, n_bins=32):
        self.window_size = window_size
        self.tokenizer = QuantileTokenizer(n_bins)

    def fit(self, train):
        self.tokenizer.fit(train)
        tokens = self.tokenizer.tokenize(train)
        w = self.window_size
        inputs = np.array([tokens[i : i + w].ravel() for i in range(len(tokens) - w)])
        targets = tokens[w:]
        self.model = KNeighborsRegressor(5).fit(inputs, targets)
        return self

    def predict(self, history, n_steps):
        if len(history) < self.window_size:
            missing = self.window_size - len(history)
            history = np.vstack([np.repeat(history[:1], missing, axis=0), history])
        window = self.tokenizer.tokenize(history[-self.window_size :])
        steps = []
        for _ in range(n_steps):
            token = np.rint(self.model.predict(window.reshape(1, -1))).astype(int)
            steps.append(token[0])
            window = np.vstack([window[1:], token])
        return self.tokenizer.detokenize(np.array(steps))

    def evaluate(self, test, n_steps):
        errors = []
        for i in range(self.window_size, len(test) - n_steps + 1):
            forecast = self.predict(test[i - self.window_size : i], n_steps)
            errors.append(np.abs(forecast - test[i : i + n_steps]))
        errors = np.array(errors)
        per_step = errors.mean(axis=(0, 2))
        return {"n_windows": len(errors), "mae_per_step": per_step, "mae": per_step.mean()}
