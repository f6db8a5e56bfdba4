"""Checks of the forecasting pipeline: the tokenizer's laws, honest forecasts, and an evaluation that counts everything.

Any deterministic model passes that beats the naive forecasts by a wide margin where the theory promises it: on waves
with little noise, the error over ten steps must stay below 0.6 of the better of two naive forecasts, the last value and
the training mean, and the error of the first step below 0.6 of that of the last value.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import input_kept, numbers, raised_sentence, raises
from hotseat.reference.draws import table

MARGIN = 0.6


def observe_tokens(candidate, X, n_bins):
    tokenizer = candidate.QuantileTokenizer(n_bins)
    tokenizer.fit(X)
    return tokenizer.tokenize(X)


def observe_round_trip(candidate, X, n_bins):
    tokenizer = candidate.QuantileTokenizer(n_bins)
    tokenizer.fit(X)
    tokens = tokenizer.tokenize(X)
    values = tokenizer.detokenize(tokens)
    return tokens, values, tokenizer.tokenize(values)


def observe_other_data(candidate, X, other, n_bins):
    tokenizer = candidate.QuantileTokenizer(n_bins)
    tokenizer.fit(X)
    tokens = tokenizer.tokenize(other)
    return tokens, tokenizer.detokenize(tokens)


def observe_forecasts(candidate, train, histories, n_steps, window_size, n_bins):
    pipeline = candidate.ForecastingPipeline(window_size=window_size, n_bins=n_bins)
    pipeline.fit(train)
    return [pipeline.predict(history, n_steps) for history in histories]


def observe_roll(candidate, train, history, n_steps, window_size, n_bins):
    import numpy as np

    pipeline = candidate.ForecastingPipeline(window_size=window_size, n_bins=n_bins)
    pipeline.fit(train)
    whole = pipeline.predict(history, n_steps)
    again = pipeline.predict(history, n_steps)
    window = pipeline.predict(history[-window_size:], n_steps)
    rolled = []
    seen = history.copy()
    for _ in range(n_steps):
        step = pipeline.predict(seen, 1)
        rolled.append(step)
        seen = np.concatenate([seen, np.asarray(step).reshape(1, -1)])
    return whole, again, window, rolled


def observe_evaluation(candidate, train, test, n_steps, window_size, n_bins):
    pipeline = candidate.ForecastingPipeline(window_size=window_size, n_bins=n_bins)
    pipeline.fit(train)
    result = pipeline.evaluate(test, n_steps)
    count = len(test) - window_size - n_steps + 1
    forecasts = [pipeline.predict(test[i : i + window_size], n_steps) for i in range(count)]
    return {name: result[name] for name in ("n_windows", "mae_per_step", "mae")}, forecasts


def observe_learning(candidate, train, test, n_steps, window_size, n_bins):
    pipeline = candidate.ForecastingPipeline(window_size=window_size, n_bins=n_bins)
    pipeline.fit(train)
    before = pipeline.predict(train[-window_size:], n_steps)
    pipeline.evaluate(test, n_steps)
    return before, pipeline.predict(train[-window_size:], n_steps)


def observe_short(candidate, train, history, window_size, n_bins):
    pipeline = candidate.ForecastingPipeline(window_size=window_size, n_bins=n_bins)
    pipeline.fit(train)
    return pipeline.predict(history, 2)


def fault(got):
    return raised_sentence(got.raised) if got.raised else None


def waves(rng, n):
    """Two noisy waves with coprime or nearly coprime whole periods, random phases and own units, shape (n, 2)."""
    periods = np.array([rng.choice([9, 11, 13]), rng.choice([14, 16, 17, 19])])
    phases = rng.uniform(0, 2 * np.pi, 2)
    pure = np.sin(2 * np.pi * np.arange(n)[:, None] / periods + phases)
    return (pure + 0.05 * rng.standard_normal((n, 2))) * [1.0, 40.0] + [0.0, 200.0]


def continued(series, start, n_steps):
    """The noise-free continuation of waves with whole periods, at the rows from ``start`` on.

    Each column is folded at the period that leaves the least variance, and the folds are averaged.
    """
    found = []
    for column in series.T:
        best, least = column, np.inf
        for period in range(9, 20):
            fold = np.arange(len(column)) % period
            average = np.bincount(fold, weights=column) / np.bincount(fold)
            left = np.mean((column - average[fold]) ** 2)
            if left < least:
                best, least = average, left
        found.append(best[np.arange(start, start + n_steps) % len(best)])
    return np.column_stack(found)


def columns(rng, n):
    """Columns of very different scale and shape, all values distinct."""
    return np.column_stack([rng.standard_normal(n), 1000 + 300 * rng.exponential(size=n), rng.uniform(-1e-3, 1e-3, n)])


def whole_numbers(value, shape, n_bins):
    """The tokens as an array, or a sentence where they are none."""
    found = table(value, shape, "the tokens")
    if isinstance(found, str):
        return found
    if not (found == np.round(found)).all() or np.asarray(value).dtype.kind not in "iu":
        return Kind("The tokens should be whole numbers of an integer type.")
    if found.min() < 0 or found.max() > n_bins - 1:
        return f"The tokens should lie between 0 and {n_bins - 1}, and run from {found.min():g} to {found.max():g}."
    return found


def few_values(rng):
    X = np.column_stack([rng.permutation(8) / 2.0, rng.permutation(8) * 10.0])
    return [Case((X, 4), note="eight rows, four bins")]


def are_tokens(case, got, want):
    X, n_bins = case.args
    found = fault(got) or whole_numbers(got.value, X.shape, n_bins)
    if isinstance(found, str):
        return found
    for j in range(X.shape[1]):
        if (np.diff(found[np.argsort(X[:, j]), j]) < 0).any():
            return f"In column {j} a larger value got a smaller token."
    return None


def small_series(rng):
    return [Case((columns(rng, 40), 8), note="forty rows, three columns, eight bins")]


def goes_round(case, got, want):
    X, n_bins = case.args
    if got.raised:
        return fault(got)
    tokens = whole_numbers(got.value[0], X.shape, n_bins)
    values = table(got.value[1], X.shape, "the values of `detokenize`")
    again = whole_numbers(got.value[2], X.shape, n_bins)
    for found in (tokens, values, again):
        if isinstance(found, str):
            return found
    if not np.array_equal(tokens, again):
        return Kind("Tokenizing the values of `detokenize` did not give the same tokens again.")
    for j in range(X.shape[1]):
        for token in np.unique(tokens[:, j]):
            mine = tokens[:, j] == token
            below, above = X[tokens[:, j] < token, j], X[tokens[:, j] > token, j]
            low = below.max() if len(below) else X[:, j].min()
            high = above.min() if len(above) else X[:, j].max()
            if not (low <= values[mine, j].min() and values[mine, j].max() <= high):
                return f"In column {j} the value given for token {token:g} lies outside of its bin."
    return None


def large_series(rng):
    return [Case((columns(rng, 640), 16), note="640 distinct values in a column, sixteen bins")]


def equally_filled(case, got, want):
    X, n_bins = case.args
    found = fault(got) or whole_numbers(got.value, X.shape, n_bins)
    if isinstance(found, str):
        return found
    for j in range(X.shape[1]):
        counts = np.bincount(found[:, j].astype(int), minlength=n_bins)
        if abs(counts - len(X) / n_bins).max() > 3:
            fewest, most = counts.min(), counts.max()
            return f"The bins of column {j} hold between {fewest} and {most} values instead of {len(X) // n_bins}."
    return None


def outside(rng):
    X = columns(rng, 200)
    span = X.max(axis=0) - X.min(axis=0)
    other = np.array([X.min(axis=0) - 3 * span, X.max(axis=0) + 3 * span, np.median(X, axis=0)])
    return [Case((X, other, 10), note="values below and above everything seen in training")]


def ends(case, got, want):
    X, other, n_bins = case.args
    if got.raised:
        return fault(got)
    tokens = whole_numbers(got.value[0], other.shape, n_bins)
    values = table(got.value[1], other.shape, "the values of `detokenize`")
    for found in (tokens, values):
        if isinstance(found, str):
            return found
    if (tokens[0] != 0).any() or (tokens[1] != n_bins - 1).any():
        return Kind("A value beyond the training range should get the first or the last token.")
    if (values < X.min(axis=0)).any() or (values > X.max(axis=0)).any():
        return Kind("A token was turned into a value outside of the training range.")
    return None


def constant(rng):
    X = np.column_stack([rng.standard_normal(120), np.full(120, float(rng.integers(2, 90)))])
    return [Case((X, X[:9], 8), note="a constant column")]


def keeps_constant(case, got, want):
    X, other, n_bins = case.args
    if got.raised:
        return fault(got)
    tokens = whole_numbers(got.value[0], other.shape, n_bins)
    values = table(got.value[1], other.shape, "the values of `detokenize`")
    for found in (tokens, values):
        if isinstance(found, str):
            return found
    if not np.allclose(values[:, 1], X[0, 1], rtol=1e-9):
        return Kind("A constant column did not come back with its value.")
    return None


STARTS = range(0, 96, 8)
WINDOW = 12


def origins(rng):
    series = waves(rng, 900)
    train, test = series[:780], series[780:]
    histories = [test[i : i + WINDOW] for i in STARTS]
    return [Case((train, histories, 10, WINDOW, 32), note="ten steps from twelve places of two noisy waves")]


def few_origins(rng):
    train, histories, *_ = origins(rng)[0].args
    return [Case((train, histories[:3], 3, WINDOW, 32), note="three steps from three places of two noisy waves")]


def in_the_range(case, got, want):
    train, _, n_steps, _, _ = case.args
    if got.raised:
        return fault(got)
    for value in got.value:
        found = table(value, (n_steps, 2), "the forecast")
        if isinstance(found, str):
            return found
        if (found < train.min(axis=0)).any() or (found > train.max(axis=0)).any():
            return Kind("A forecast lies outside of the training range; is it in the units of the data?")
    return None


def errors(case, got):
    """Absolute errors in standard deviations, each of shape (forecasts, n_steps, 2), or a sentence.

    They are those of the forecasts, of the last value and of the training mean, against the noise-free truth.
    """
    train, histories, n_steps, _, _ = case.args
    if got.raised:
        return fault(got)
    forecasts, truths = [], []
    for start, value in zip(STARTS, got.value, strict=True):
        found = table(value, (n_steps, 2), "the forecast")
        if isinstance(found, str):
            return found
        forecasts.append(found)
        truths.append(continued(train, len(train) + start + WINDOW, n_steps))
    last = np.array([history[-1:] for history in histories])
    return [np.abs(f - np.array(truths)) / train.std(axis=0) for f in (np.array(forecasts), last, train.mean(axis=0))]


def beats_naive(case, got, want):
    found = errors(case, got)
    if isinstance(found, str):
        return found
    own, last, mean = (np.mean(one) for one in found)
    share = own / min(last, mean)
    if share > MARGIN:
        return f"The error is {share:.2f} times that of the better naive forecast; {MARGIN} is the limit."
    return None


def beats_last_value(case, got, want):
    found = errors(case, got)
    if isinstance(found, str):
        return found
    own, last, _ = (np.mean(one[:, 0]) for one in found)
    if own > MARGIN * last:
        return f"The error of the first step is {own / last:.2f} times that of the last value; {MARGIN} is the limit."
    return None


def rolls(rng):
    series = waves(rng, 420)
    return [Case((series[:380], series[380:410], 4, 8, 24), note="four steps, from a history longer than the window")]


def feeds_itself(case, got, want):
    _, _, n_steps, _, _ = case.args
    if got.raised:
        return fault(got)
    whole, again, window = (table(value, (n_steps, 2), "the forecast") for value in got.value[:3])
    rolled = [table(value, (1, 2), "the forecast of one step") for value in got.value[3]]
    for found in (whole, again, window, *rolled):
        if isinstance(found, str):
            return found
    if not np.allclose(whole, again, rtol=1e-9, atol=1e-9):
        return Kind("The same history gave another forecast in the second call.")
    if not np.allclose(whole, window, rtol=1e-9, atol=1e-9):
        return Kind("The forecast depends on rows before the last window.")
    if not np.allclose(whole, np.concatenate(rolled), rtol=1e-9, atol=1e-9):
        return Kind("Forecasting one step at a time and appending it gave another result than all steps in one call.")
    return None


def evaluations(rng):
    series = waves(rng, 440)
    train = series[:400]
    return [
        Case((train, series[400:430], 4, 8, 24), note="thirty test rows, windows of eight, four steps"),
        Case((train, series[400:412], 4, 8, 24), note="a test series that holds a single window"),
        Case((train, series[400:425], 1, 8, 24), note="one step"),
    ]


def counts_everything(case, got, want):
    _, test, n_steps, window, _ = case.args
    if got.raised:
        return fault(got)
    result, forecasts = got.value
    count = len(test) - window - n_steps + 1
    told = numbers(result["n_windows"])
    if told is None or told.ndim or told != count:
        return f"The evaluation should count {count} windows, and tells {told}."
    errors = []
    for i, value in enumerate(forecasts):
        found = table(value, (n_steps, 2), "the forecast")
        if isinstance(found, str):
            return found
        errors.append(np.abs(found - test[i + window : i + window + n_steps]))
    per_step = np.mean(errors, axis=(0, 2))
    told = result["mae_per_step"]
    told = told.to_numpy() if type(told).__name__ == "Series" else told
    found = table(told, (n_steps,), "`mae_per_step`")
    if isinstance(found, str):
        return found
    if not np.allclose(found, per_step, rtol=1e-6):
        return "`mae_per_step` is not the mean absolute error of the pipeline's own forecasts over windows and columns."
    overall = numbers(result["mae"])
    if overall is None or overall.ndim or not np.isclose(overall, per_step.mean(), rtol=1e-6):
        return "`mae` is not the mean of `mae_per_step`."
    return None


def other_tests(rng):
    series = waves(rng, 440)
    test = series[400:430] * 1.7 - 30
    return [Case((series[:400], test, 3, 8, 24), note="a test series with another level and spread")]


def learns_nothing(case, got, want):
    n_steps = case.args[2]
    if got.raised:
        return fault(got)
    before, after = (table(value, (n_steps, 2), "the forecast") for value in got.value)
    for found in (before, after):
        if isinstance(found, str):
            return found
    if not np.allclose(before, after, rtol=1e-9, atol=1e-9):
        return Kind("After `evaluate` had seen a test series, the same history gave another forecast.")
    return input_kept(case, got, want)


def short_histories(rng):
    series = waves(rng, 200)
    return [Case((series, series[-5:], 8, 16), note="a history shorter than the window")]


TOKENS = "each value becomes a whole number from 0 to n_bins - 1"
CHECKS = [
    Check(TOKENS, few_values, observe_tokens, are_tokens, visible=True),
    Check("a token is turned back into a value of its bin", small_series, observe_round_trip, goes_round, visible=True),
    Check(
        "the bins hold equally many training values",
        large_series,
        observe_tokens,
        equally_filled,
        hint="Think of columns whose values crowd in one place.",
    ),
    Check(
        "values beyond the training range",
        outside,
        observe_other_data,
        ends,
        hint="Think of new data below and above all that was seen.",
    ),
    Check(
        "a constant column keeps its value",
        constant,
        observe_other_data,
        keeps_constant,
        hint="Think of quantiles that coincide.",
    ),
    Check(
        "forecasts are in the units of the data",
        few_origins,
        observe_forecasts,
        in_the_range,
        hint="Think of what leaves the pipeline at its end.",
    ),
    Check(
        "forecasts beat the naive ones by far",
        origins,
        observe_forecasts,
        beats_naive,
        weight=3,
        hint="Does the model see the whole window, and does its target follow the window?",
    ),
    Check(
        "the first step beats repeating the last value",
        origins,
        observe_forecasts,
        beats_last_value,
        hint="Which row does the model learn to predict from a window?",
    ),
    Check(
        "each step is fed back into the window",
        rolls,
        observe_roll,
        feeds_itself,
        weight=2,
        hint="What does the window hold when the second step is predicted?",
    ),
    Check(
        "the evaluation counts every window",
        evaluations,
        observe_evaluation,
        counts_everything,
        weight=2,
        hint="Count by hand how many forecasts fit into a short test series.",
    ),
    Check(
        "the evaluation learns nothing from the test series",
        other_tests,
        observe_learning,
        learns_nothing,
        hint="What may be fitted on the test series?",
    ),
    Check(
        "a history shorter than the window raises ValueError",
        short_histories,
        observe_short,
        raises("ValueError"),
        hint="Think of too little history.",
    ),
]
