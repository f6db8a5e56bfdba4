"""Checks of the streaming tokenizer: shares of the bins, whatever the order of the rows; memory; one chunk at a time.

Bins are held to their shares and to the order of the values, never to the reference's edges. A uniform sample of 10,000 rows
is off by more than three percentage points anywhere with a probability below 2 exp(-18), which is 3e-8, by the inequality of
Dvoretzky, Kiefer and Wolfowitz.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import input_alone, raised_sentence

WITHIN = 0.03
MEMORY = 8_500_000
"""Bytes: room for 20,000 rows of five numbers in plain lists, and well below the 9.6 MB of the whole stream."""


def observe_tokens(candidate, n_bins, chunks):
    import numpy as np

    tokenizer = candidate.StreamingTokenizer(n_bins, random_state=0)
    tokenizer.fit(chunk.copy() for chunk in chunks)
    return [np.array(tokens) for tokens in tokenizer.tokenize(chunk.copy() for chunk in chunks)]


def observe_default(candidate, chunks):
    import numpy as np

    tokenizer = candidate.StreamingTokenizer()
    tokenizer.fit(chunk.copy() for chunk in chunks)
    return [np.array(tokens) for tokens in tokenizer.tokenize(chunk.copy() for chunk in chunks)]


def observe_chained(candidate, n_bins, chunks):
    import numpy as np

    tokenizer = candidate.StreamingTokenizer(n_bins, random_state=0).fit(chunk.copy() for chunk in chunks)
    return [np.array(tokens) for tokens in tokenizer.tokenize(chunk.copy() for chunk in chunks)]


def observe_new_values(candidate, n_bins, chunks, fresh):
    import numpy as np

    tokenizer = candidate.StreamingTokenizer(n_bins, random_state=0)
    tokenizer.fit(chunk.copy() for chunk in chunks)
    return np.array(next(iter(tokenizer.tokenize(iter([fresh])))))


def observe_in_place(candidate, n_bins, chunks):
    tokenizer = candidate.StreamingTokenizer(n_bins, random_state=0)
    tokenizer.fit(iter(chunks))
    return sum(len(tokens) for tokens in tokenizer.tokenize(iter(chunks)))


def observe_counts(candidate, n_bins, order, seed):
    """How often each token comes up in a long stream, by column."""
    import numpy as np

    def climbing():
        rng = np.random.default_rng(seed)
        for i in range(60):
            level = i + np.sort(rng.random(1000))
            yield np.column_stack([level, rng.lognormal(size=1000), -(level**3)])

    def sorted_chunks():
        rng = np.random.default_rng(seed)
        for _ in range(60):
            yield np.column_stack([np.sort(rng.normal(size=1000)), -np.sort(rng.exponential(size=1000))])

    def uneven():
        rng = np.random.default_rng(seed)
        for m, level in [(6000, 0.0)] * 8 + [(20, 6.0)] * 400:
            yield np.column_stack([rng.normal(level, 1, m), rng.normal(-level, 2, m)])

    def periodic():
        rng = np.random.default_rng(seed)
        rows = np.arange(1000)
        for i in range(60):
            row = 1000 * i + rows
            yield np.column_stack([row % 2 + rng.random(1000), row % 64 + rng.random(1000)])

    streams = {"climbing": climbing, "sorted chunks": sorted_chunks, "uneven": uneven, "periodic": periodic}
    stream = streams[order]
    tokenizer = candidate.StreamingTokenizer(n_bins, random_state=seed)
    tokenizer.fit(stream())
    counts = 0
    for tokens in tokenizer.tokenize(stream()):
        tokens = np.asarray(tokens)
        counts = counts + np.array([np.bincount(column, minlength=n_bins) for column in tokens.T.astype(np.int64)])
    return counts


def observe_memory(candidate, seed):
    """The most bytes that fit held at once while 240,000 rows went by, beyond what was held before."""
    import tracemalloc

    import numpy as np

    def stream(n):
        rng = np.random.default_rng(seed)
        for _ in range(n):
            yield rng.normal(size=(2500, 5))

    candidate.StreamingTokenizer(16, random_state=seed).fit(stream(6))
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    candidate.StreamingTokenizer(16, random_state=seed).fit(stream(96))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak - before


def observe_reads(candidate, n_bins, chunks):
    """How many chunks had been asked for when the first, second and third array of tokens came."""
    read = []

    def stream():
        for chunk in chunks:
            read.append(len(chunk))
            yield chunk.copy()

    tokenizer = candidate.StreamingTokenizer(n_bins, random_state=0)
    tokenizer.fit(chunk.copy() for chunk in chunks)
    tokens = iter(tokenizer.tokenize(stream()))
    told = []
    for _ in range(3):
        next(tokens)
        told.append(len(read))
    return told


def observe_seeds(candidate, n_bins, seed, grid):
    """Tokens of a grid after two fits from one seed on a long stream."""
    import numpy as np

    told = []
    for _ in range(2):
        rng = np.random.default_rng(seed)
        tokenizer = candidate.StreamingTokenizer(n_bins, random_state=seed)
        tokenizer.fit(rng.normal(size=(1000, 1)) for _ in range(40))
        told.append(np.array(next(iter(tokenizer.tokenize(iter([grid]))))))
    return told


def chunks_of(rows, *lengths):
    return [part.copy() for part in np.split(rows, np.cumsum(lengths)[:-1])]


def short(rng):
    rows = np.column_stack([rng.normal(20, 4, 24), rng.exponential(3, 24)]).round(3)
    return [Case((4, chunks_of(rows, 10, 5, 9)), note="24 rows in three chunks")]


def columns(rng):
    rows = np.column_stack([rng.normal(0, 1, 2000), rng.lognormal(5, 2, 2000), rng.uniform(-1, 1, 2000)])
    return [
        Case((20, chunks_of(rows, 700, 3, 900, 397)), note="columns on different scales"),
        Case((10, chunks_of(rows[:, :1], 1000, 1000)), note="a single column"),
        Case((2, chunks_of(rows[:, 1:2], 900, 1100)), note="two bins"),
    ]


def many_bins(rng):
    rows = rng.normal(size=(3000, 1))
    return [Case((300, chunks_of(rows, 1500, 1500)), note="300 bins")]


def five_thousand(rng):
    rows = np.column_stack([rng.normal(size=5000), rng.exponential(size=5000)])
    return [Case((50, chunks_of(rows, 1700, 3300)), note="5,000 rows in two chunks")]


def default_bins(rng):
    return [Case((chunks_of(rng.normal(size=(2560, 1)), 1000, 1560),), note="the default number of bins")]


def with_empty(rng):
    rows = rng.normal(size=(400, 2))
    return [
        Case((8, chunks_of(rows, 150, 0, 250)), note="an empty chunk in the middle"),
        Case((8, chunks_of(rows, 0, 150, 250, 0)), note="an empty chunk at the beginning and at the end"),
    ]


def ties(rng):
    rows = np.column_stack([np.full(300, 7.0), rng.integers(0, 4, 300), np.maximum(rng.normal(size=300), 0)])
    return [Case((16, chunks_of(rows, 100, 200)), note="a constant column, and columns with many equal values")]


def beyond(rng):
    rows = rng.normal(size=(500, 2))
    low, high = rows.min(axis=0), rows.max(axis=0)
    fresh = np.array([low - 1e-6, high + 1e-6, low - 1e6, high + 1e6])
    return [Case((12, chunks_of(rows, 300, 200), fresh), note="values beyond the range of the first pass")]


def long_streams(*orders):
    def inputs(rng):
        return [Case((20, order, int(rng.integers(1000))), note=f"a long stream: {order}") for order in orders]

    return inputs


def seeded(rng):
    return [Case((int(rng.integers(1, 1000)),), note="240,000 rows of five columns")]


def several(rng):
    return [Case((8, chunks_of(rng.normal(size=(500, 2)), *[50] * 10)), note="ten chunks")]


def grid(rng):
    return [Case((200, int(rng.integers(1, 1000)), np.linspace(-2, 2, 400)[:, None]), note="two fits with one seed")]


def faults(tokens, chunks, n_bins):
    """One sentence where the tokens are not integers of the chunks' shapes, in range and in the order of the values."""
    if len(tokens) != len(chunks):
        return Kind("There is not one array of tokens for each chunk.")
    for one, chunk in zip(tokens, chunks, strict=True):
        if not isinstance(one, np.ndarray) or one.shape != chunk.shape:
            return Kind("An array of tokens does not have the shape of its chunk.")
        if one.dtype.kind not in "iu":
            return Kind("The tokens are not integers.")
    found, rows = np.concatenate(tokens).astype(np.int64), np.concatenate(chunks)
    if found.min() < 0 or found.max() >= n_bins:
        return Kind("A token lies outside of 0 to n_bins - 1.")
    for j in range(rows.shape[1]):
        order = np.argsort(rows[:, j], kind="stable")
        value, token = rows[order, j], found[order, j]
        if (np.diff(token) < 0).any():
            return Kind("A larger value has a smaller token.")
        if (np.diff(token)[np.diff(value) == 0] != 0).any():
            return Kind("Equal values have different tokens.")
    return None


def holds_order(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    return faults(got.value, case.args[-1], case.args[0])


def holds_shares(case, got, want):
    """Every bin has its share to within two, and so the extremes have the first and the last token."""
    n_bins = case.args[0] if len(case.args) > 1 else 256
    if got.raised:
        return raised_sentence(got.raised)
    fault = faults(got.value, case.args[-1], n_bins)
    if fault:
        return fault
    found = np.concatenate(got.value).astype(np.int64)
    share = len(found) / n_bins
    for j, column in enumerate(found.T):
        counts = np.bincount(column, minlength=n_bins)
        if abs(counts - share).max() > 2:
            k = int(abs(counts - share).argmax())
            return Kind(
                "A bin does not hold its share of the values.",
                f"In column {j} the token {k} comes up {counts[k]} times where about {share:g} were expected.",
            )
    return None


def holds_counts(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    counts, n_bins = got.value, case.args[0]
    if counts.shape != want.value.shape or (counts.sum(axis=1) != want.value.sum(axis=1)).any():
        return Kind("Not every value got a token from 0 to n_bins - 1.")
    reached = counts.cumsum(axis=1) / counts.sum(axis=1, keepdims=True)
    if abs(reached - np.arange(1, n_bins + 1) / n_bins).max() > WITHIN:
        return Kind("The bins are too far from equal shares of the whole stream.")
    return None


def holds_outermost(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    last = case.args[0] - 1
    if not np.array_equal(got.value, [[0, 0], [last, last], [0, 0], [last, last]]):
        return Kind("A value beyond the range has neither the first nor the last token.")
    return None


def holds_memory(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    if got.value > MEMORY:
        return Kind(
            f"Fitting held {got.value / 1e6:.1f} MB at once, far more than twenty thousand rows of five numbers take."
        )
    return None


def holds_reads(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    if any(read > k + 1 for k, read in enumerate(got.value, 1)):
        return Kind("More chunks were read than the tokens that had come out so far asked for.")
    return None


def holds_repeat(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    first, second = got.value
    return None if np.array_equal(first, second) else Kind("Two fits with the same seed gave different bins.")


CHECKS = [
    Check(
        "a short stream has equal shares in all bins",
        short,
        observe_tokens,
        holds_shares,
        visible=True,
        weight=2,
        many_answers=True,
    ),
    Check(
        "each column has its own bins",
        columns,
        observe_tokens,
        holds_shares,
        visible=True,
        many_answers=True,
    ),
    Check(
        "a stream that climbs",
        long_streams("climbing"),
        observe_counts,
        holds_counts,
        weight=2,
        hint="Think of a sensor that drifts: which part of the stream do your bins know?",
    ),
    Check(
        "chunks that are sorted, and chunks of very different length",
        long_streams("sorted chunks", "uneven"),
        observe_counts,
        holds_counts,
        weight=2,
        hint="Ask what chance a row has to be remembered, by its place in its chunk and by the length of that chunk.",
    ),
    Check(
        "a stream with a period",
        long_streams("periodic"),
        observe_counts,
        holds_counts,
        hint="Think of a signal that repeats itself after a few rows: which of them do you keep?",
    ),
    Check(
        "shares are right for 5,000 rows",
        five_thousand,
        observe_tokens,
        holds_shares,
        hint="Compare the number of rows that you keep with what the accuracy asks of a stream of a few thousand rows.",
    ),
    Check(
        "memory does not grow with the stream",
        seeded,
        observe_memory,
        holds_memory,
        weight=2,
        seconds=60,
        hint="Think of everything that keeps a chunk from being freed.",
    ),
    Check(
        "tokens come chunk by chunk",
        several,
        observe_reads,
        holds_reads,
        weight=2,
        hint="Ask for the first tokens only, and count how many chunks were read.",
    ),
    Check(
        "values beyond the range",
        beyond,
        observe_new_values,
        holds_outermost,
        hint="Think of values in the second pass that the first never saw.",
    ),
    Check(
        "more than 256 bins",
        many_bins,
        observe_tokens,
        holds_shares,
        hint="Think of the type in which the tokens are stored.",
    ),
    Check(
        "the default is 256 bins",
        default_bins,
        observe_default,
        holds_shares,
        hint="Leave the number of bins out.",
    ),
    Check(
        "fit returns the tokenizer",
        several,
        observe_chained,
        holds_shares,
        weight=0.5,
        hint="Look at what the starter promises to return.",
    ),
    Check(
        "empty chunks",
        with_empty,
        observe_tokens,
        holds_shares,
        hint="Think of the shortest chunk.",
    ),
    Check(
        "equal values have equal tokens",
        ties,
        observe_tokens,
        holds_order,
        hint="Think of columns with few different values.",
    ),
    Check(
        "the same seed gives the same bins",
        grid,
        observe_seeds,
        holds_repeat,
        hint="Fit twice with the same seed on a long stream.",
    ),
    Check(
        "the chunks stay as they were",
        several,
        observe_in_place,
        input_alone,
        hint="Think of who else uses the chunks.",
    ),
]
