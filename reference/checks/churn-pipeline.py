"""Checks of the churn pipeline: nothing from after a cutoff, labels to the hour, and an honest area under the curve.

The area and its interval are held against the candidate's own scores and the labels of the events; the standard error is
that of DeLong, DeLong and Clarke-Pearson (1988), from which a bootstrap or Hanley and McNeil's formula differ by little.
"""

import numpy as np
import pandas as pd

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import input_kept, numbers, raised_sentence, raises

START = pd.Timestamp("2025-03-01")
DAYS = 330
TRAIN, TEST, HORIZON = START + pd.Timedelta(days=190), START + pd.Timedelta(days=260), 45
LOSS = 0.07
"""By how much the area may lie below the reference's, averaged over two sets of customers; other models differ by 0.03."""
NARROW, WIDE = 0.6, 1.7
"""Bounds on the interval's width, as multiples of 2 * 1.96 standard errors; a bootstrap of 200 differs by a tenth."""


def observe_features(candidate, events, cutoff):
    return candidate.features(events, cutoff)


def observe_two_futures(candidate, events, other, cutoff):
    return candidate.features(events, cutoff), candidate.features(other, cutoff)


def observe_labels(candidate, events, customers, cutoff, horizon_days):
    import pandas as pd

    return candidate.churned(events, pd.Index(customers), cutoff, horizon_days)


def observe_result(candidate, events, train_cutoff, test_cutoff, horizon_days):
    result = candidate.churn_pipeline(events, train_cutoff, test_cutoff, horizon_days)
    return {name: result[name] for name in ("scores", "auc", "low", "high")}


def observe_two_results(candidate, events, other, train_cutoff, test_cutoff, horizon_days):
    first = candidate.churn_pipeline(events, train_cutoff, test_cutoff, horizon_days)["scores"]
    return first, candidate.churn_pipeline(other, train_cutoff, test_cutoff, horizon_days)["scores"]


def customers_events(rng, n, days=DAYS):
    """Events of customers who come at their own pace, join at any time in the first months, and leave for good some day."""
    customers, times = [], []
    for customer in rng.choice(np.arange(1000, 1000 + 3 * n), n, replace=False):
        gap = rng.gamma(3.0, 4.0) + 1.0
        joined = rng.uniform(0, 150)
        leaves = joined + rng.exponential(300)
        mine = joined + np.cumsum(rng.exponential(gap, 300))
        mine = mine[mine < min(leaves, days)]
        customers += [int(customer)] * len(mine)
        times += mine.tolist()
    order = rng.permutation(len(times))
    return pd.DataFrame(
        {
            "customer": np.array(customers)[order],
            "time": START + pd.to_timedelta((np.array(times)[order] * 24).astype(int), unit="h"),
            "amount": rng.gamma(2.0, 10.0, len(times)).round(2),
        }
    )


def other_future(rng, events, cutoff):
    """The same events up to the cutoff, and other customers, times and amounts from there on."""
    other = events.copy()
    later = (other["time"] >= cutoff).to_numpy()
    other.loc[later, "customer"] = rng.permutation(other.loc[later, "customer"].to_numpy())
    other.loc[later, "time"] += pd.Timedelta(hours=50)
    other.loc[later, "amount"] *= 7.0
    return other[~later | (rng.random(len(other)) < 0.8)].reset_index(drop=True)


def floats(told):
    """A table or a series of numbers or truth values as an array of floats, or None."""
    try:
        return numbers(told.astype(float))
    except (TypeError, ValueError):
        return None


def small(rng):
    return [
        Case(
            (customers_events(rng, 12), START + pd.Timedelta(days=75)),
            note="twelve customers, some of them yet to come",
        )
    ]


def right_rows(case, got, want):
    events, cutoff = case.args
    if got.raised:
        return raised_sentence(got.raised)
    if type(got.value).__name__ != "DataFrame":
        return "`features` should return a DataFrame."
    known = set(events.loc[events["time"] < cutoff, "customer"].tolist())
    index = got.value.index.tolist()
    if len(set(index)) < len(index) or set(index) != known:
        return "`features` should have one row for every customer with an event before the cutoff, under the customer."
    values = floats(got.value)
    if values is None or not values.size or not np.isfinite(values).all():
        return "The features should be finite numbers, without gaps."
    return input_kept(case, got, want)


def futures(rng):
    events, cutoff = customers_events(rng, 40), TRAIN
    return [
        Case((events, other_future(rng, events, cutoff), cutoff), note="two tables that differ after the cutoff alone")
    ]


def at_the_cutoff(rng):
    events = customers_events(rng, 25)
    cutoff = TRAIN
    known = events.loc[events["time"] < cutoff, "customer"].unique()
    more = pd.DataFrame({"customer": known, "time": cutoff, "amount": 500.0})
    return [
        Case(
            (events, pd.concat([events, more], ignore_index=True), cutoff),
            note="events at the very moment of the cutoff",
        )
    ]


def shuffled(rng):
    """No customer comes twice at a time, so that there is one last event."""
    events = customers_events(rng, 40).drop_duplicates(["customer", "time"], ignore_index=True)
    other = events.iloc[rng.permutation(len(events))].reset_index(drop=True)
    return [Case((events, other, TRAIN), note="the same events in two orders")]


def same_features(what, near=1e-9):
    """Compares two tables of features, which ``what`` must not have changed."""

    def holds(case, got, want):
        if got.raised:
            return raised_sentence(got.raised)
        first, second = got.value
        for table in (first, second):
            if type(table).__name__ != "DataFrame":
                return Kind("`features` should return a DataFrame.")
        if set(first.index) != set(second.index) or list(first.columns) != list(second.columns):
            return Kind(f"{what} changed which customers or features there are.")
        a, b = floats(first), floats(second.loc[first.index])
        if a is None or b is None:
            return Kind("The features should be numbers.")
        if not np.allclose(a, b, rtol=near, atol=near, equal_nan=True):
            return Kind(f"{what} changed the features.")
        return None

    return holds


FUTURE = "Events from the cutoff on"


def some_labels(rng):
    events = customers_events(rng, 30)
    known = events.loc[events["time"] < TRAIN, "customer"].unique().tolist()
    return [Case((events, known, TRAIN, HORIZON), note="thirty customers")]


def border_labels(rng):
    hours = [-1, 0, 1, 24 * 30 - 1, 24 * 30, 24 * 30 + 1]
    events = pd.DataFrame(
        {
            "customer": np.arange(6) + int(rng.integers(10, 90)),
            "time": [TRAIN + pd.Timedelta(hours=h) for h in hours],
            "amount": rng.uniform(1, 9, 6),
        }
    )
    customers = rng.permutation(events["customer"].to_numpy()).tolist()
    return [Case((events, customers, TRAIN, 30), note="events at both ends of the horizon")]


def same_labels(case, got, want):
    customers = case.args[1]
    if got.raised:
        return raised_sentence(got.raised)
    if (
        type(got.value).__name__ != "Series"
        or set(got.value.index) != set(customers)
        or len(got.value) != len(customers)
    ):
        return Kind("`churned` should return a Series over the customers it was given.")
    found = numbers(got.value.loc[customers].astype(float))
    if found is None or not np.array_equal(found, want.value.loc[customers].to_numpy().astype(float)):
        wrong = int((found != want.value.loc[customers].to_numpy()).sum()) if found is not None else len(customers)
        return Kind(f"The label is wrong for {wrong} of {len(customers)} customers.")
    return None


def whole(rng):
    return [Case((customers_events(rng, 160), TRAIN, TEST, HORIZON), note="160 customers")]


def twice(rng):
    return [Case((customers_events(rng, 300), TRAIN, TEST, HORIZON), note="300 customers") for _ in range(2)]


def truth_of(case):
    events, _, cutoff, horizon = case.args
    known = pd.Index(events.loc[events["time"] < cutoff, "customer"].unique())
    inside = (events["time"] >= cutoff) & (events["time"] < cutoff + pd.Timedelta(days=horizon))
    return pd.Series((~known.isin(events.loc[inside, "customer"])).astype(int), index=known)


def area(case, got):
    """The area of the candidate's scores and its standard error, or a sentence where there is none."""
    scores, truth = got.value["scores"], truth_of(case)
    if type(scores).__name__ != "Series" or set(scores.index) != set(truth.index) or len(scores) != len(truth):
        return Kind("`scores` should be a Series over all customers with an event before the test cutoff.")
    values = floats(scores.loc[truth.index])
    if values is None or not np.isfinite(values).all():
        return Kind("The scores should be finite numbers.")
    leavers, stayers = values[truth == 1], values[truth == 0]
    wins = (leavers[:, None] > stayers) + 0.5 * (leavers[:, None] == stayers)
    error = np.sqrt(wins.mean(axis=1).var(ddof=1) / len(leavers) + wins.mean(axis=0).var(ddof=1) / len(stayers))
    return float(wins.mean()), float(error)


def own_area(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    found = area(case, got)
    if isinstance(found, str):
        return found
    told = numbers(got.value["auc"])
    if told is None or told.ndim or not np.isclose(told, found[0], rtol=1e-6):
        return f"`auc` is {got.value['auc']} where the area under the curve of the scores is {found[0]:.4f}."
    return input_kept(case, got, want)


def own_interval(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    found = area(case, got)
    if isinstance(found, str):
        return found
    low, high = numbers(got.value["low"]), numbers(got.value["high"])
    if low is None or high is None or low.ndim or high.ndim:
        return Kind("`low` and `high` should be numbers.")
    if not low < found[0] < high:
        return Kind("The interval does not hold the area.")
    width = float(high - low) / (2 * 1.96 * found[1])
    if not NARROW < width < WIDE:
        return Kind(f"The interval is far too {'narrow' if width < 1 else 'wide'} for so many customers.")
    return None


def good_enough(cases, got, want):
    for one in got:
        if one.raised:
            return raised_sentence(one.raised)
    areas = [area(case, one) for case, one in zip(cases, got, strict=True)]
    for one in areas:
        if isinstance(one, str):
            return one
    wanted = np.mean([area(case, one)[0] for case, one in zip(cases, want, strict=True)])
    if np.mean([one[0] for one in areas]) < wanted - LOSS:
        return Kind("The scores tell those who leave from those who stay much worse than simple features can.")
    return None


def two_tables(rng):
    events = customers_events(rng, 120)
    return [
        Case(
            (events, other_future(rng, events, TEST), TRAIN, TEST, HORIZON),
            note="two tables that differ after the test cutoff alone",
        )
    ]


def same_scores(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    first, second = got.value
    if type(first).__name__ != "Series" or type(second).__name__ != "Series" or set(first.index) != set(second.index):
        return Kind("Events after the test cutoff changed which customers are scored.")
    a, b = floats(first), floats(second.loc[first.index])
    if a is None or b is None:
        return Kind("The scores should be finite numbers.")
    if not np.allclose(a, b, rtol=1e-7, atol=1e-9):
        return Kind("Events after the test cutoff, or chance, changed the scores.")
    return None


def too_close(rng):
    events = customers_events(rng, 80)
    return [
        Case(
            (events, TEST - pd.Timedelta(days=20), TEST, HORIZON),
            note="training labels that reach past the test cutoff",
        ),
        Case((events, TEST, TEST, HORIZON), note="the same cutoff twice"),
    ]


def just_far_enough(rng):
    return [
        Case(
            (customers_events(rng, 160), TEST - pd.Timedelta(days=HORIZON), TEST, HORIZON),
            note="labels that end at the test cutoff",
        )
    ]


CHECKS = [
    Check(
        "features have a row for every known customer",
        small,
        observe_features,
        right_rows,
        visible=True,
        many_answers=True,
    ),
    Check(
        "customers without an event in the horizon have churned", some_labels, observe_labels, same_labels, visible=True
    ),
    Check(
        "the area under the curve is that of the scores",
        whole,
        observe_result,
        own_area,
        visible=True,
        many_answers=True,
        weight=2,
    ),
    Check(
        "features do not depend on what happens after the cutoff",
        futures,
        observe_two_futures,
        same_features(FUTURE),
        weight=2,
        hint="Think of what could be known on the day of the cutoff.",
    ),
    Check(
        "an event at the cutoff belongs to the future",
        at_the_cutoff,
        observe_two_futures,
        same_features(FUTURE),
        hint="On which side of the cutoff does its own moment lie, in your features and in your labels?",
    ),
    Check(
        "the order of the rows does not matter to the features",
        shuffled,
        observe_two_futures,
        same_features("Another order of the rows", near=1e-6),
        hint="Think of which row of a customer is the last one.",
    ),
    Check(
        "the horizon begins at the cutoff and ends before its last moment",
        border_labels,
        observe_labels,
        same_labels,
        weight=2,
        hint="Think of events at the first and at the last moment of the horizon.",
    ),
    Check(
        "the interval is as wide as the number of customers makes it",
        whole,
        observe_result,
        own_interval,
        weight=2,
        hint="What varies if the test is repeated with other customers?",
    ),
    Check(
        "the scores tell leavers from stayers",
        twice,
        observe_result,
        holds_all=good_enough,
        weight=2,
        hint="What would a shopkeeper look at to see that a regular has stopped coming?",
    ),
    Check(
        "scores do not depend on what happens after the test cutoff",
        two_tables,
        observe_two_results,
        same_scores,
        weight=2,
        hint="Think of everything that is fitted or computed, and of the seed of your model.",
    ),
    Check(
        "training labels must end before the test cutoff",
        too_close,
        observe_result,
        raises("ValueError"),
        weight=2,
        hint="When is the last training label known?",
    ),
    Check(
        "training labels may end at the test cutoff",
        just_far_enough,
        observe_result,
        own_area,
        hint="The last moment of the horizon does not belong to it.",
    ),
]
