# %%
import numpy as np


# %% Given: data, and windows over a series
def make_series(n: int, seed: int = 0) -> np.ndarray:
    """Return n rows of two noisy waves with different periods and units, shape (n, 2), in the order of time."""
    rng = np.random.default_rng(seed)
    time = np.arange(n)
    first = np.sin(2 * np.pi * time / 23) + 0.05 * rng.standard_normal(n)
    second = np.cos(2 * np.pi * time / 37) + 0.05 * rng.standard_normal(n)
    return np.column_stack([first, 200 + 40 * second])


def windows(tokens: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return every window of the series and the row that follows it.

    For tokens of shape (n, d) these are inputs of shape (n - size, size * d), oldest row first, and targets of
    shape (n - size, d).
    """
    inputs = np.array([tokens[i : i + size].ravel() for i in range(len(tokens) - size)])
    return inputs, tokens[size:]


# %%
class QuantileTokenizer:
    """Turns each value into the number of its bin; the bins of a column hold equally many training values."""

    def __init__(self, n_bins: int = 32) -> None:
        self.n_bins = n_bins

    def fit(self, X: np.ndarray) -> "QuantileTokenizer":
        """Learn the edges of the bins of each column of X, shape (n, d). Return the tokenizer."""
        raise NotImplementedError

    def tokenize(self, X: np.ndarray) -> np.ndarray:
        """Return whole numbers from 0 to n_bins - 1, shape (n, d)."""
        raise NotImplementedError

    def detokenize(self, tokens: np.ndarray) -> np.ndarray:
        """Return for each token a value from inside its bin, shape (n, d)."""
        raise NotImplementedError


# %%
class ForecastingPipeline:
    """From a series to forecasts: tokens, a model for the next token, several steps, and an evaluation."""

    def __init__(self, window_size: int = 10, n_bins: int = 32) -> None:
        self.window_size = window_size
        self.tokenizer = QuantileTokenizer(n_bins)

    def fit(self, train: np.ndarray) -> "ForecastingPipeline":
        """Fit the tokenizer and a model that predicts the next row of tokens from the last ones. Return the pipeline.

        Any model will do; KNeighborsRegressor and ExtraTreesRegressor take several target columns as they are.
        """
        raise NotImplementedError

    def predict(self, history: np.ndarray, n_steps: int) -> np.ndarray:
        """Return the next n_steps rows after history, shape (n_steps, d), in the units of the data."""
        raise NotImplementedError

    def evaluate(self, test: np.ndarray, n_steps: int) -> dict:
        """Forecast n_steps from every window of the test series and compare with what followed.

        Return a dictionary with ``n_windows``, the number of forecasts; ``mae_per_step``, shape (n_steps,), the mean
        absolute error at each step over windows and columns; and ``mae``, the mean of that.
        """
        raise NotImplementedError


# %% Test yourself
series = make_series(700)
train, test = series[:600], series[600:]
tokenizer = QuantileTokenizer(16).fit(train)
tokens = tokenizer.tokenize(train)
assert tokens.min() == 0 and tokens.max() == 15
assert np.array_equal(tokenizer.tokenize(tokenizer.detokenize(tokens)), tokens)

# %% Test yourself: the whole pipeline
pipeline = ForecastingPipeline(window_size=10, n_bins=32).fit(train)
forecast = pipeline.predict(test[:10], 5)
assert forecast.shape == (5, 2)
result = pipeline.evaluate(test, 5)
assert result["n_windows"] == 100 - 10 - 5 + 1
assert result["mae_per_step"].shape == (5,)
last_value = np.mean([abs(test[i - 1] - test[i : i + 5]).mean() for i in range(10, 96)])
assert result["mae"] < 0.5 * last_value
