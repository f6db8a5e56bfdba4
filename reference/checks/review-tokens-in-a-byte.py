"""Checks of a mended tokenizer: every token there and back, the edges of the edges, one byte each, inputs left alone."""

import numpy as np

from hotseat.reference.check import Case, Check
from hotseat.reference.compare import all_of, input_alone, same


def observe_tokens(candidate, values, edges):
    tokens = candidate.encode(values, edges)
    return [int(t) for t in tokens]


def observe_bytes(candidate, values, edges):
    return int(candidate.encode(values, edges).itemsize)


def observe_round_trip(candidate, values, edges):
    back = candidate.decode(candidate.encode(values, edges), edges)
    return [float(v) for v in back]


def observe_decoded(candidate, tokens, edges):
    """The decoded values as an array."""
    import numpy as np

    return np.asarray(candidate.decode(tokens, edges))


def observe_both(candidate, values, tokens, edges):
    """Calls both functions; only the arguments count."""
    candidate.encode(values, edges)
    candidate.decode(tokens, edges)


def uneven(rng):
    return np.cumsum(np.concatenate([[rng.normal()], rng.uniform(0.05, 2.0, 256)]))


def middles(edges):
    return (edges[:-1] + edges[1:]) / 2


def few(rng):
    edges = np.arange(257.0)
    return [Case((np.array([3.5, 127.5, 128.5, 200.25, 255.5]), edges), note="values from low and high bins")]


def every(rng):
    edges = uneven(rng)
    return [Case((rng.permutation(middles(edges)), edges), note="the middle of every bin")]


def all_tokens(rng):
    tokens = rng.permutation(256).astype(np.uint8)
    whole = np.cumsum(np.r_[-300, rng.permutation(np.arange(256) % 5 + 1)])
    return [
        Case((tokens, uneven(rng)), note="all tokens"),
        Case((tokens, whole), note="edges that are whole numbers"),
    ]


def untouched(rng):
    edges = uneven(rng)
    return [Case((edges.copy(), rng.permutation(256).astype(np.uint8), edges), note="values on the edges, all tokens")]


def inside(rng):
    edges = uneven(rng)
    return [Case((rng.uniform(edges[0], edges[-1], 400), edges), note="values all over the bins")]


def on_edges(rng):
    edges = uneven(rng)
    return [
        Case((edges.copy(), edges), note="values on the edges, the last one included"),
        Case((np.array([edges[-1], edges[0], edges[-2]]), edges), note="the outermost edges"),
    ]


def beyond(rng):
    edges = uneven(rng)
    far = np.array([edges[0] - 5, edges[-1] + 5, edges[0] - 1e9, edges[-1] + 1e9])
    return [Case((far, edges), note="values beyond the edges")]


def empty(rng):
    return [Case((np.empty(0), uneven(rng)), note="no value at all")]


CHECKS = [
    Check("values from low and high bins come back", few, observe_round_trip, same(), visible=True, weight=2),
    Check("the largest edge belongs to the last bin", on_edges, observe_tokens, same(), visible=True, weight=2),
    Check(
        "every one of the 256 tokens goes there and back",
        every,
        observe_round_trip,
        same(),
        weight=2,
        hint="Think of the whole range of tokens.",
    ),
    Check(
        "tokens count from 0 to 255", inside, observe_tokens, same(), hint="Think of what the tokens are as numbers."
    ),
    Check(
        "values beyond the edges belong to the nearest bin",
        beyond,
        observe_tokens,
        same(),
        hint="Think of values that nobody has seen before.",
    ),
    Check("a token takes one byte", inside, observe_bytes, same(), hint="Think of what the tokens were made for."),
    Check(
        "the middles of the bins are float64",
        all_tokens,
        observe_decoded,
        same(dtype="float64", keep_input=False),
        hint="Think of the type of what decode returns, and of edges of another type.",
    ),
    Check("no value gives no token", empty, observe_round_trip, same(), hint="Think of the shortest input."),
    Check(
        "the inputs stay as they were",
        untouched,
        observe_both,
        all_of(input_alone),
        hint="Think of who else uses the arrays.",
    ),
]
