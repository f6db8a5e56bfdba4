"""Checks of a mended split: rows keep their labels, each is in one part, and every repeat draws anew from one seed."""

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import all_of, input_alone, raised_sentence, same


def observe_pairs(candidate, X, y, seed):
    """All rows with their labels, from both parts, in order."""
    X_train, X_test, y_train, y_test = candidate.split(X, y, seed)
    pairs = [*zip(X_train.tolist(), y_train.tolist(), strict=True), *zip(X_test.tolist(), y_test.tolist(), strict=True)]
    return sorted([*row, label] for row, label in pairs)


def observe_sizes(candidate, X, y, seed, share):
    parts = candidate.split(X, y, seed, share)
    return [list(part.shape) for part in parts]


def observe_default(candidate, X, y, seed):
    return [len(part) for part in candidate.split(X, y, seed)]


def observe_seeds(candidate, X, y, seed):
    """Whether the same seed gives the same test rows, other seeds other ones, and whether these are mere blocks."""
    places = {tuple(row): place for place, row in enumerate(X.tolist())}

    def rows(s):
        return {places.get(tuple(row), -1) for row in candidate.split(X, y, s)[1].tolist()}

    def block(s):
        found = rows(s)
        return sum((place + 1) % len(X) not in found for place in found) <= 1

    return [rows(seed) == rows(seed), rows(seed) != rows(seed + 1), not all(block(seed + k) for k in range(5))]


def observe_repeats(candidate, X, y, repeats, seed):
    """The scores, whether all test parts differ, whether every label is its row's own, and what holds the scores."""
    seen, kept = [], []

    def score(X_train, X_test, y_train, y_test):
        seen.append(tuple(sorted(y_test.tolist())))
        own = {tuple(row): label for row, label in zip(X.tolist(), y.tolist(), strict=True)}
        for rows, labels in ((X_train, y_train), (X_test, y_test)):
            kept.append(
                all(own[tuple(row)] == label for row, label in zip(rows.tolist(), labels.tolist(), strict=True))
            )
        return len(X_train) - len(X_test)

    scores = candidate.repeated_scores(X, y, score, repeats, seed)
    held_in = type(scores).__name__
    return [list(scores), len(set(seen)) == repeats, all(kept), held_in]


def observe_repeatable(candidate, X, y, repeats, seed):
    """Whether the same seed gives the same scores, and another seed others."""

    def score(X_train, X_test, y_train, y_test):
        return float(y_test.sum())

    def scores(s):
        return list(candidate.repeated_scores(X, y, score, repeats, s))

    return [scores(seed) == scores(seed), scores(seed) != scores(seed + 1000)]


def table(rng, n):
    X = rng.permutation(n * 3).reshape(n, 3).astype(float)
    return X, X[:, 1] * 7 - X[:, 0]


def some(rng):
    return [Case((*table(rng, 12), int(rng.integers(1000))), note="labels that are made from the rows")]


def more(rng):
    return [
        Case((*table(rng, 61), int(rng.integers(1000))), note="sixty-one rows"),
        Case((*table(rng, 4), int(rng.integers(1000))), note="four rows"),
    ]


def one_table(rng):
    return [Case((*table(rng, 61), int(rng.integers(1000))), note="sixty-one rows")]


def equal_labels(rng):
    X, _ = table(rng, 40)
    return [Case((X, (X[:, 0] > 60).astype(int), int(rng.integers(1000))), note="labels of two classes")]


def shares(rng):
    return [
        Case((*table(rng, 30), 3, 0.1), note="a tenth in the test part"),
        Case((*table(rng, 9), 4, 0.5), note="half of nine rows"),
        Case((*table(rng, 11), 5, 0.33), note="a share that is rounded up"),
    ]


def repeated(rng):
    return [Case((*table(rng, 40), 8, int(rng.integers(1000))), note="eight repeats")]


alike = same()


def own_labels(case, got, want):
    """Tells a row with another row's label from a row that is missing or there twice."""
    fault = alike(case, got, want)
    if got.raised is not None or fault is None:
        return fault
    found, expected = got.value, want.value
    if [row[:-1] for row in found] != [row[:-1] for row in expected]:
        return Kind("The two parts together do not hold each row just once.")
    for (*row, label), (*_, own) in zip(found, expected, strict=True):
        if label != own:
            full = f"The row {row} has the label {label}, which is that of another row; its own is {own}."
            return Kind("A row has the label of another row.", full)
    return fault


def own_splits(case, got, want):
    if got.raised is not None:
        return raised_sentence(got.raised)
    _, differ, kept, held_in = got.value
    if not kept:
        return Kind("A row has the label of another row.")
    if not differ:
        return Kind("Two repeats had the same test part.")
    if held_in != "list":
        return Kind("The scores should come back in a list, one for each repeat.")
    return alike(case, got, want)


def drawn(case, got, want):
    if got.raised is not None:
        return raised_sentence(got.raised)
    again, other, scattered = got.value
    if not again:
        return Kind("The same seed gave another test part.")
    if not other:
        return Kind("Another seed gave the same test part.")
    if not scattered:
        return Kind("The test part is always one block of neighbouring rows.")
    return alike(case, got, want)


CHECKS = [
    Check("every row keeps its label and is in one part", some, observe_pairs, own_labels, visible=True, weight=2),
    Check("each repeat has a split of its own", repeated, observe_repeats, own_splits, visible=True, weight=2),
    Check(
        "many rows and few keep their labels",
        more,
        observe_pairs,
        own_labels,
        hint="Think of another number of rows.",
    ),
    Check(
        "labels of two classes stay with their rows",
        equal_labels,
        observe_pairs,
        own_labels,
        hint="Think of labels that many rows share.",
    ),
    Check("the test part has its share", shares, observe_sizes, same(), hint="Think of other shares, and of rounding."),
    Check(
        "a quarter is in the test part by default",
        more,
        observe_default,
        same(),
        hint="Think of a call without a share.",
    ),
    Check(
        "a split is random and its seed brings it back",
        one_table,
        observe_seeds,
        drawn,
        hint="Think of one seed twice, of two seeds, and of which rows can come together.",
    ),
    Check(
        "the repeats can be repeated with their seed",
        repeated,
        observe_repeatable,
        same(),
        weight=2,
        hint="Think of running everything again tomorrow.",
    ),
    Check(
        "the arrays stay as they were",
        some,
        observe_pairs,
        all_of(input_alone),
        hint="Think of who else uses the arrays.",
    ),
]
