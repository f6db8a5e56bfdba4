import numpy as np
from sklearn.neighbors import KNeighborsRegressor


class QuantileTokenizer:
    """Turns each value into the number of its bin; the bins of a column hold equally many training values."""

    def __init__(self, n_bins=32):
        self.n_bins = n_bins

    def fit(self, X):
        """Learn the edges of the bins, shape (n_bins + 1, d). Returns the tokenizer."""
        self._edges = np.quantile(X, np.linspace(0, 1, self.n_bins + 1), axis=0)
        self._middles = (self._edges[1:] + self._edges[:-1]) / 2
        return self

    def tokenize(self, X):
        """Return the bin of each value, shape (n, d); what lies outside goes to the first or the last bin."""
        inner = self._edges[1:-1]
        return np.column_stack([np.searchsorted(inner[:, j], X[:, j], side="right") for j in range(X.shape[1])])

    def detokenize(self, tokens):
        """Return the middle of each token's bin, shape (n, d)."""
        return np.column_stack([self._middles[tokens[:, j], j] for j in range(tokens.shape[1])])


class ForecastingPipeline:
    """Tokens, the nearest windows of the past as a model for the next token, several steps, and an evaluation."""

    def __init__(self, window_size=10, n_bins=32):
        self.window_size = window_size
        self.tokenizer = QuantileTokenizer(n_bins)

    def fit(self, train):
        """Fit tokenizer and model on the training series, shape (n, d). Returns the pipeline."""
        tokens = self.tokenizer.fit(train).tokenize(train)
        inputs = [tokens[i : i + self.window_size].ravel() for i in range(len(tokens) - self.window_size)]
        self._model = KNeighborsRegressor(n_neighbors=5, weights="distance").fit(inputs, tokens[self.window_size :])
        return self

    def predict(self, history, n_steps):
        """Return the next n_steps rows after history, shape (n_steps, d). Raises ValueError for too short a history."""
        if len(history) < self.window_size:
            raise ValueError(f"the history has {len(history)} rows, and the window needs {self.window_size}")
        return self._forecasts(history[None, -self.window_size :], n_steps)[0]

    def evaluate(self, test, n_steps):
        """Return the number of forecasts and their mean absolute errors, by step and overall."""
        starts = range(len(test) - self.window_size - n_steps + 1)
        histories = np.array([test[i : i + self.window_size] for i in starts])
        truths = np.array([test[i + self.window_size : i + self.window_size + n_steps] for i in starts])
        errors = np.abs(self._forecasts(histories, n_steps) - truths)
        return {"n_windows": len(starts), "mae_per_step": errors.mean(axis=(0, 2)), "mae": errors.mean()}

    def _forecasts(self, histories, n_steps):
        """Forecasts for many windows at once: shape (m, window_size, d) in, (m, n_steps, d) out."""
        m, size, d = histories.shape
        tokens = self.tokenizer.tokenize(histories.reshape(-1, d)).reshape(m, size, d)
        steps = []
        for _ in range(n_steps):
            expected = self._model.predict(tokens.reshape(m, -1))
            following = np.clip(np.rint(expected), 0, self.tokenizer.n_bins - 1).astype(int)
            steps.append(self.tokenizer.detokenize(following))
            tokens = np.concatenate([tokens[:, 1:], following[:, None]], axis=1)
        return np.stack(steps, axis=1)
