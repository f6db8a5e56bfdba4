"""Checks of mended helpers: no call remembers another, given lists grow in place, and each scaler has its own factor."""

from hotseat.reference.check import Case, Check
from hotseat.reference.compare import all_of, input_alone, same


def observe_calls(candidate, events):
    """What several calls without a history return, copied at once."""
    return [list(candidate.add_event(event)) for event in events]


def observe_apart(candidate, events):
    """What the calls returned, looked at when all are over, so that a list that is shared shows."""
    found = [candidate.add_event(event) for event in events]
    found[0].append("later")
    return [list(history) for history in found]


def observe_none(candidate, events):
    return [list(candidate.add_event(event, None)) for event in events]


def observe_given(candidate, history, events):
    """The list that was given, and whether it is what came back each time."""
    own = list(history)
    same_list = [candidate.add_event(event, own) is own for event in events]
    return [own, same_list]


def observe_named(candidate, history, event):
    return list(candidate.add_event(event=event, history=list(history)))


def observe_mixed(candidate, history, events):
    """Calls with a history and without one by turns."""
    own, found = list(history), []
    for event in events:
        candidate.add_event(event, own)
        found.append(list(candidate.add_event(event)))
    return [own, found]


def observe_scaled(candidate, factors, value):
    scalers = candidate.make_scalers(factors)
    return [[column, scaler(value)] for column, scaler in scalers.items()]


def observe_two_sets(candidate, factors, others, value):
    """Two sets of scalers, used after both were made."""
    first, second = candidate.make_scalers(factors), candidate.make_scalers(others)
    return [[scaler(value) for scaler in made.values()] for made in (first, second)]


def observe_later(candidate, factors, value):
    """The scalers after the factors have changed."""
    own = dict(factors)
    scalers = candidate.make_scalers(own)
    for column in own:
        own[column] = -1
    own["new"] = 5
    return [[column, scaler(value)] for column, scaler in scalers.items()]


def words(rng, n):
    return [["login", "view", "purchase", "refund", "logout"][k] for k in rng.integers(0, 5, n)]


def calls(rng):
    return [
        Case((["login", "purchase"],), note="two calls without a history"),
        Case((words(rng, 6),), note="six calls"),
    ]


def given(rng):
    return [
        Case((["signup"], words(rng, 3)), note="a history with an event"),
        Case(([], words(rng, 3)), note="an empty history that is the caller's own"),
    ]


def named(rng):
    return [Case((["signup"], "login"), note="arguments by name")]


def two_columns(rng):
    return [Case(({"age": 2, "income": 10}, 3), note="two columns with different factors")]


def columns(rng):
    names = [f"column {k}" for k in rng.permutation(7)]
    return [
        Case((dict(zip(names, rng.normal(0, 3, 7).tolist(), strict=True)), 1.5), note="seven columns"),
        Case(({"only": 4}, 2.5), note="a single column"),
        Case(({}, 1), note="no column"),
    ]


def two_sets(rng):
    return [Case(({"a": 2, "b": 3}, {"a": 5, "b": 7, "c": 11}, 10), note="two sets of scalers")]


CHECKS = [
    Check("a call without a history begins a new one", calls, observe_calls, same(), visible=True, weight=2),
    Check("each column has a factor of its own", two_columns, observe_scaled, same(), visible=True, weight=2),
    Check(
        "histories of different calls are different lists",
        calls,
        observe_apart,
        same(),
        hint="Think of what happens to a returned list afterwards.",
    ),
    Check("None as history begins a new one", calls, observe_none, same(), hint="Think of an argument that is None."),
    Check(
        "a list that is given grows in place and comes back",
        given,
        observe_given,
        same(),
        weight=2,
        hint="Think of the list of the caller, also while it is empty.",
    ),
    Check("the arguments keep their names", named, observe_named, same(), hint="Think of calls with named arguments."),
    Check(
        "calls with and without a history do not mix",
        given,
        observe_mixed,
        same(),
        hint="Think of both kinds of calls by turns.",
    ),
    Check(
        "any number of columns, in their order",
        columns,
        observe_scaled,
        same(rtol=1e-12),
        hint="Think of many columns and of none.",
    ),
    Check(
        "a second set of scalers leaves the first alone",
        two_sets,
        observe_two_sets,
        same(),
        hint="Think of calling the function twice.",
    ),
    Check(
        "scalers keep the factors with which they were made",
        columns,
        observe_later,
        same(rtol=1e-12),
        hint="Think of a dictionary that changes afterwards.",
    ),
    Check(
        "the factors stay as they were",
        two_columns,
        observe_scaled,
        all_of(input_alone),
        hint="Think of who else uses the dictionary.",
    ),
]
